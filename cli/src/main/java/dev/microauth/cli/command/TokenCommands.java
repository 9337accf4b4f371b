package dev.microauth.cli.command;

import dev.microauth.cli.line.Command;
import dev.microauth.cli.line.Option;
import dev.microauth.cli.remote.Names;
import dev.microauth.cli.remote.Remote;
import dev.microauth.cli.terminal.CommandFailure;
import dev.microauth.cli.terminal.ExitCode;
import dev.microauth.json.Json;
import dev.microauth.json.Limits;
import dev.microauth.json.MalformedJson;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// `mad token`: tokens of the auth port.
final class TokenCommands {
    private static final Option CLIENT =
            Option.value("--client-id", "CLIENT_ID", "The client that asks.");
    private static final Option SECRET_FILE =
            Option.value(
                    "--client-secret-file",
                    "FILE",
                    "Its secret; - is standard input. Asked for where it is left out.");
    private static final Option SCOPE =
            Option.value("--scope", "SCOPES", "Separated by blanks. (default all it may have)");
    private static final Option TOKEN_FILE =
            Option.value(
                    "--token-file",
                    "FILE",
                    "The token; - is standard input. Asked for where it is left out.");
    private static final Option FAMILY =
            Option.value("--id", "ID", "The family of refresh tokens to end, by its id.");

    private static final Option ACCESS_TOKEN =
            Option.value("--access-token-id", "JTI", "The access token to end, by its jti.");

    private TokenCommands() {}

    static List<Entry> entries() {
        return List.of(
                Entry.of(
                        Command.of("token issue", "Get a token for a client, at the auth port.")
                                .story(
                                        "Standard output is the token alone; with --output json the whole answer.")
                                .options(CLIENT.must(), SECRET_FILE, SCOPE, Remote.AUTH_URL)
                                .examples(
                                        "mad token issue --client-id report --client-secret-file secret"),
                        TokenCommands::issue),
                Entry.of(
                        Command.of("token inspect", "Show what a token says, offline.")
                                .story(
                                        "The signature is not checked: anybody could have written what is shown."
                                                + " `mad token introspect` asks the server.")
                                .options(TOKEN_FILE)
                                .examples("mad token issue --client-id report | mad token inspect"),
                        TokenCommands::inspect),
                Entry.of(
                        Command.of("token introspect", "Ask the server what a token is worth.")
                                .options(TOKEN_FILE)
                                .examples("mad token introspect --token-file token"),
                        task -> {
                            var token = token(task);
                            var claims = task.admin().introspect(token);
                            task.output()
                                    .show(
                                            task.output().isJson()
                                                    ? claims
                                                    : Moments.readable(claims));
                        }),
                Entry.of(
                        Command.of("token revoke", "End a token, or a family of refresh tokens.")
                                .story(
                                        "With --id an administrator ends a family, with --access-token-id one token."
                                                + " With --client-id a client ends a token"
                                                + " of its own at the auth port; from standard input the secret is read"
                                                + " first, then the token.")
                                .options(
                                        FAMILY,
                                        ACCESS_TOKEN,
                                        CLIENT,
                                        SECRET_FILE,
                                        TOKEN_FILE,
                                        Remote.AUTH_URL)
                                .examples(
                                        "mad token revoke --id 3855db1d-465e-412b-b1f4-b5cd78b4ae9f",
                                        "mad token revoke --client-id report --client-secret-file secret"),
                        TokenCommands::revoke));
    }

    private static void issue(Task task) {
        var secret = task.secrets().read(SECRET_FILE, "Client secret: ");
        var answer =
                task.remote()
                        .authSignIn()
                        .clientCredentials(
                                task.line().must(CLIENT), secret, task.line().value(SCOPE));
        if (task.output().isJson()) {
            task.output().show(answer);
        } else {
            task.output().line(answer.accessToken());
        }
    }

    private static void inspect(Task task) {
        var parts = token(task).split("\\.", -1);
        if (parts.length != 3) {
            throw noToken("it has not three parts, as a JWT has");
        }
        var tree = new LinkedHashMap<String, Object>();
        tree.put("verified", false);
        if (task.output().isJson()) {
            tree.put("header", decoded(parts[0]));
            tree.put("claims", decoded(parts[1]));
        } else {
            decoded(parts[0]).forEach((name, value) -> tree.put("header." + name, value));
            tree.putAll(Moments.readable(decoded(parts[1])));
        }
        task.terminal().warn("not verified: the signature was not checked.");
        task.output().show(tree);
    }

    private static Map<String, Object> decoded(String part) {
        try {
            return Json.object(Base64.getUrlDecoder().decode(part), Limits.BODY);
        } catch (IllegalArgumentException | MalformedJson e) {
            throw noToken("a part of it is no JSON in base64url");
        }
    }

    private static void revoke(Task task) {
        var line = task.line();
        if (Stream.of(FAMILY, ACCESS_TOKEN, CLIENT).filter(line::has).count() != 1) {
            throw line.misused(
                    FAMILY, "or --access-token-id or --client-id is needed", "Give one of them.");
        }
        if (line.has(FAMILY)) {
            var id = Names.id(line.must(FAMILY), FAMILY.name());
            task.admin().refreshTokens().revoke(id);
            task.note("The family " + id + " is ended.");
        } else if (line.has(ACCESS_TOKEN)) {
            var id = Names.id(line.must(ACCESS_TOKEN), ACCESS_TOKEN.name());
            task.admin().revokeAccessToken(id);
            task.note("The access token " + id + " is ended.");
        } else {
            var secret = task.secrets().read(SECRET_FILE, "Client secret: ");
            var token = token(task);
            task.remote().authSignIn().revoke(token, line.must(CLIENT), secret);
            task.note("The token is ended.");
        }
    }

    private static String token(Task task) {
        return task.secrets().read(TOKEN_FILE, "Token: ").strip();
    }

    private static CommandFailure noToken(String why) {
        return new CommandFailure(
                ExitCode.INVALID,
                "that is no token: " + why,
                "Give an access token or an ID token.");
    }
}
