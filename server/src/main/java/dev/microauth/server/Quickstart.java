package dev.microauth.server;

import dev.microauth.Engine;
import dev.microauth.audit.Action;
import dev.microauth.json.Json;
import dev.microauth.link.Link;
import dev.microauth.oauth.GrantType;
import dev.microauth.secret.Secret;
import dev.microauth.subject.ClientId;
import java.util.LinkedHashMap;
import java.util.Optional;

/// What quickstart tells: where everything is, the way to the administrator while there is none, and, the first time, a
/// client to try it with.
record Quickstart(
        String issuer,
        String adminUrl,
        Optional<Secret> setupUrl,
        Optional<String> clientId,
        Optional<Secret> clientSecret) {
    private static final String DEMO = "demo";
    private static final String DISCOVERY = "/.well-known/openid-configuration";

    /// Makes a fresh link to the first administrator while there is none, and the demo client where there never was a client: one that was deleted does not come back.
    static Quickstart prepare(Engine auth) {
        Optional<Secret> secret = Optional.empty();
        if (auth.clients().isEmpty() && !auth.audit().has(Action.CLIENT_CREATE)) {
            secret =
                    auth.clients()
                            .create(Daemon.ACTOR)
                            .clientId(DEMO)
                            .name("Demo")
                            .grants(
                                    GrantType.CLIENT_CREDENTIALS,
                                    GrantType.AUTHORIZATION_CODE,
                                    GrantType.REFRESH_TOKEN)
                            .scopes("openid", "profile", "email")
                            // RFC 8252 §7.3: of a loopback address any port will do.
                            .redirectUris("http://127.0.0.1/callback")
                            .save()
                            .secret();
        }
        Optional<String> clientId = auth.clients().find(new ClientId(DEMO)).map(_ -> DEMO);
        Optional<Secret> setupUrl = auth.links().setUp(Daemon.ACTOR).map(Link::url);
        return new Quickstart(
                auth.issuers().auth(), auth.issuers().admin(), setupUrl, clientId, secret);
    }

    /// One line for programs; a page that is not there is null.
    String json() {
        var members = new LinkedHashMap<String, Object>();
        members.put("issuer", issuer);
        members.put("token_endpoint", issuer + "/token");
        members.put("admin_url", adminUrl);
        members.put("dashboard_url", Optional.empty());
        members.put("setup_url", setupUrl.map(Secret::revealText));
        members.put("client_id", clientId);
        members.put("client_secret", clientSecret.map(Secret::revealText));
        return Json.text(members) + "\n";
    }

    String text() {
        var text = new StringBuilder();
        text.append("\nmicroauth is running.\n\n");
        setupUrl.ifPresent(url ->
                text.append("Become its administrator here, once and within 60 minutes:\n\n  ")
                        .append(url.revealText())
                        .append("\n\n"));
        text.append("  auth port    ").append(issuer).append('\n');
        text.append("  admin port   ").append(adminUrl).append('\n');
        text.append("  discovery    ").append(issuer).append(DISCOVERY).append('\n');
        clientId.ifPresent(id -> text.append("  client       ").append(id).append('\n'));
        clientSecret.ifPresent(secret ->
                text.append("  its secret   ")
                        .append(secret.revealText())
                        .append("   (shown this once)\n\nA token:\n\n  curl -u ")
                        .append(DEMO)
                        .append(':')
                        .append(secret.revealText())
                        .append(" -d grant_type=client_credentials ")
                        .append(issuer)
                        .append("/token\n"));
        text.append("\nAdminister it:\n\n  ./mad session login --admin-url ")
                .append(adminUrl)
                .append(" --auth-url ")
                .append(issuer)
                .append('\n');
        return text.append("\nCtrl-C stops it; the same command starts it again.\n\n").toString();
    }
}
