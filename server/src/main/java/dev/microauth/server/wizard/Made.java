package dev.microauth.server.wizard;

import dev.microauth.json.Json;
import dev.microauth.secret.Secret;
import dev.microauth.server.settings.Settings;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Optional;

/// What init tells of the installation that it made.
///
/// @param answered how many settings are not the default
/// @param issuer empty when the port, which the issuer carries, is chosen at each start
/// @param adminUrl likewise
record Made(
        Path data,
        int answered,
        Optional<String> issuer,
        Optional<String> adminUrl,
        Optional<String> administrator,
        Optional<String> clientId,
        Optional<Secret> clientSecret) {

    static Optional<String> address(Settings.Door door, String issuer) {
        return door.port() == 0 && door.configuredIssuer().isEmpty()
                ? Optional.empty()
                : Optional.of(issuer);
    }

    /// One line for programs.
    String json() {
        var members = new LinkedHashMap<String, Object>();
        members.put("issuer", issuer);
        members.put("client_id", clientId);
        members.put("client_secret", clientSecret.map(Secret::revealText));
        members.put("data", data.toString());
        return Json.text(members) + "\n";
    }

    String text() {
        var text = new StringBuilder("\nA new installation is in " + data + ".\n\n");
        row(text, "settings", "mad.toml, " + settings());
        row(text, "database", "microauth.db, opened by database.key under the master key");
        row(
                text,
                "master key",
                "keep a copy of it elsewhere: nothing opens the database without it");
        administrator.ifPresent(name -> row(text, "administrator", name));
        clientId.ifPresent(id -> row(text, "client", id));
        clientSecret.ifPresent(
                secret -> row(text, "its secret", secret.revealText() + "   (shown this once)"));
        text.append("\nServe it:\n\n  microauthd serve --data ").append(data).append('\n');
        if (administrator.isPresent()) {
            adminUrl.ifPresent(url ->
                    text.append(
                                    "\nThen sign in as administrator:\n\n  mad session login --admin-url ")
                            .append(url)
                            .append('\n'));
        } else {
            text.append("\nThere is no administrator yet. A one-time link for the first one:\n\n")
                    .append("  microauthd recover --data ")
                    .append(data)
                    .append('\n');
        }
        return text.append('\n').toString();
    }

    private String settings() {
        return switch (answered) {
            case 0 -> "all of them defaults";
            case 1 -> "1 of them not the default";
            default -> answered + " of them not the default";
        };
    }

    private static void row(StringBuilder text, String what, String value) {
        text.append("  ").append(what).append(" ".repeat(16 - what.length())).append(value);
        text.append('\n');
    }
}
