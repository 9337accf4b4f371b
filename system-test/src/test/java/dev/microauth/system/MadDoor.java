package dev.microauth.system;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The packaged `mad`, with nothing but names on its command line.
final class MadDoor implements Door {
    private final Path home;
    private final String admin;

    MadDoor(Path home, Microauthd daemon) {
        this.home = home;
        this.admin = daemon.ports().adminIssuer();
    }

    @Override
    public void signIn(String username, String password) throws IOException {
        Path typed = Files.writeString(home.resolve("typed"), username + "\n" + password + "\n");
        Ran ran = Launch.mad(home, "session", "login", "--admin-url", admin).reading(typed).run();
        if (ran.code() != 0) {
            throw new AssertionError("cannot sign in: " + ran);
        }
    }

    @Override
    public void createPermission(String name) {
        done("permission", "create", "--name", name);
    }

    @Override
    public void createRole(String name, String permission) {
        done("role", "create", "--name", name);
        done("permission", "assign", "--role-id", name, "--permission-id", permission);
    }

    @Override
    public void createScope(String name) {
        done("scope", "create", "--name", name);
    }

    @Override
    public Credentials createClient(String id, String scope) {
        var created =
                object(
                        Stream.concat(
                                Stream.of("client", "create", "--client-id", id, "--scope", scope),
                                Stream.of(
                                        "--first-party",
                                        "true",
                                        "--grant-type",
                                        "client_credentials",
                                        "--grant-type",
                                        "password",
                                        "--grant-type",
                                        "refresh_token")));
        return new Credentials(text(created, "client_id"), text(created, "client_secret"));
    }

    @Override
    public String createUser(String username, String email) {
        return text(object("user", "create", "--username", username, "--user-email", email), "url");
    }

    @Override
    public void assignRole(String username, String role) {
        done("role", "assign", "--user-id", username, "--role-id", role);
    }

    @Override
    public void assignScope(String username, String scope) {
        done("scope", "assign-to-user", "--user-id", username, "--scope-id", scope);
    }

    @Override
    public void createServiceAccount(String name) {
        done("service", "create", "--name", name);
    }

    @Override
    public void assignScopeToService(String name, String scope) {
        done("scope", "assign-to-user", "--user-id", name, "--scope-id", scope);
    }

    @Override
    public Credentials issueCredential(String name) {
        return new Credentials(name, text(object("service", "issue", name), "credential"));
    }

    @Override
    public void setPostgres(String name, String password) throws IOException {
        Path file = Files.writeString(home.resolve("postgres-password"), password + "\n");
        String[] words = {
            "service", "pgcreds", "set", name, "--host", "db.example.com", "--database", "reports"
        };
        done(with(words, "--username", "reporter", "--password-file", file.toString()));
    }

    @Override
    public String postgresPassword(String name) {
        return text(object("service", "pgcreds", "get", name), "password");
    }

    @Override
    public boolean mayDo(String username, String permission) {
        Ran ran = run("permission", "check", "--user-id", username, "--permission-id", permission);
        return switch (ran.code()) {
            case 0 -> true;
            case 4 -> false;
            default -> throw new AssertionError("permission check: " + ran);
        };
    }

    @Override
    public void revokeRefreshTokens(String username) {
        for (Map<?, ?> each : items("refresh-tokens", "list", "--user-id", username)) {
            done("refresh-tokens", "revoke", String.valueOf(each.get("id")), "--yes");
        }
    }

    @Override
    public void revokeCredential(String name) {
        done("service", "revoke", name, "--yes");
    }

    @Override
    public void lockOut(String username) {
        done("user", "set-lockout", username, "--permanent");
    }

    @Override
    public List<String> changes() {
        var actions = new ArrayList<String>();
        for (Map<?, ?> event : items("audit", "list", "--sort", "time", "--limit", "500")) {
            actions.add(String.valueOf(event.get("action")));
        }
        return actions;
    }

    @Override
    public boolean auditIsWhole() {
        return run("audit", "verify").code() == 0;
    }

    Ran run(String... words) {
        return Launch.mad(home, words).run();
    }

    private void done(String... words) {
        Ran ran = run(words);
        if (ran.code() != 0) {
            throw new AssertionError(String.join(" ", words) + ": " + ran);
        }
    }

    private List<Map<?, ?>> items(String... words) {
        var items = new ArrayList<Map<?, ?>>();
        if (object(words).get("items") instanceof List<?> list) {
            for (Object each : list) {
                items.add((Map<?, ?>) each);
            }
        }
        return items;
    }

    private Map<String, Object> object(Stream<String> words) {
        return object(words.toArray(String[]::new));
    }

    private Map<String, Object> object(String... words) {
        Ran ran = run(with(words, "--output", "json"));
        try {
            return JSONObjectUtils.parse(ran.out());
        } catch (ParseException e) {
            throw new AssertionError(String.join(" ", words) + ": " + ran, e);
        }
    }

    private static String[] with(String[] words, String... more) {
        return Stream.concat(Stream.of(words), Stream.of(more)).toArray(String[]::new);
    }

    private static String text(Map<String, Object> object, String member) {
        if (object.get(member) instanceof String text) {
            return text;
        }
        throw new AssertionError("no text " + member + " in " + object);
    }
}
