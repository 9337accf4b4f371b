package dev.microauth.system;

import com.nimbusds.jose.util.JSONObjectUtils;
import dev.microauth.testkit.UrlEncoded;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The admin API, as a program without any library of ours uses it.
final class HttpDoor implements Door {
    private final Http http;
    private final String admin;
    private String token = "";

    HttpDoor(Microauthd daemon) {
        this.http = daemon.http();
        this.admin = daemon.ports().adminIssuer();
    }

    @Override
    public void signIn(String username, String password) throws IOException {
        Answer answer =
                http.post(admin + "/token", List.of("username", username, "password", password));
        token = answer.text("access_token");
    }

    @Override
    public void createPermission(String name) throws IOException {
        call(201, "POST", "/permissions", Map.of("name", name));
    }

    @Override
    public void createRole(String name, String permission) throws IOException {
        String role = call(201, "POST", "/roles", Map.of("name", name)).text("id");
        call(204, "POST", "/roles/" + role + "/permissions/" + id("permissions", permission));
    }

    @Override
    public void createScope(String name) throws IOException {
        call(201, "POST", "/scopes", Map.of("name", name));
    }

    @Override
    public Credentials createClient(String id, String scope) throws IOException {
        Answer created =
                call(
                        201,
                        "POST",
                        "/clients",
                        Map.of(
                                "client_id",
                                id,
                                "is_first_party",
                                true,
                                "grant_types",
                                List.of("client_credentials", "password", "refresh_token"),
                                "scope",
                                scope));
        return new Credentials(created.text("client_id"), created.text("client_secret"));
    }

    @Override
    public String createUser(String username, String email) throws IOException {
        return call(201, "POST", "/users", Map.of("username", username, "email", email))
                .text("url");
    }

    @Override
    public void assignRole(String username, String role) throws IOException {
        call(204, "POST", "/users/" + id("users", username) + "/roles/" + id("roles", role));
    }

    @Override
    public void assignScope(String username, String scope) throws IOException {
        call(204, "POST", "/users/" + id("users", username) + "/scopes/" + id("scopes", scope));
    }

    @Override
    public void createServiceAccount(String name) throws IOException {
        call(201, "POST", "/service-accounts", Map.of("name", name));
    }

    @Override
    public void assignScopeToService(String name, String scope) throws IOException {
        call(204, "POST", service(name) + "/scopes/" + id("scopes", scope));
    }

    @Override
    public Credentials issueCredential(String name) throws IOException {
        Answer issued = call(200, "POST", service(name) + "/credential");
        return new Credentials(name, issued.text("credential"));
    }

    @Override
    public void setPostgres(String name, String password) throws IOException {
        call(
                204,
                "PUT",
                service(name) + "/postgres-credentials",
                Map.of(
                        "host", "db.example.com",
                        "port", 5432,
                        "database", "reports",
                        "username", "reporter",
                        "password", password));
    }

    @Override
    public String postgresPassword(String name) throws IOException {
        return call(200, "GET", service(name) + "/postgres-credentials").text("password");
    }

    @Override
    public boolean mayDo(String username, String permission) throws IOException {
        Map<String, Object> question =
                Map.of(
                        "user_id",
                        id("users", username),
                        "permission_id",
                        id("permissions", permission));
        Answer verdict = call(200, "POST", "/check-access", question);
        return Boolean.TRUE.equals(verdict.json().get("allowed"));
    }

    @Override
    public void revokeRefreshTokens(String username) throws IOException {
        String user = id("users", username);
        for (Map<?, ?> each : items("/refresh-tokens?user_id=" + user)) {
            call(204, "DELETE", "/refresh-tokens/" + each.get("id"));
        }
    }

    @Override
    public void revokeCredential(String name) throws IOException {
        call(204, "DELETE", service(name) + "/credential");
    }

    @Override
    public void lockOut(String username) throws IOException {
        call(
                204,
                "POST",
                "/users/" + id("users", username) + "/lockout",
                Map.of("permanent", true));
    }

    @Override
    public List<String> changes() throws IOException {
        var actions = new ArrayList<String>();
        for (Map<?, ?> event : items("/audit-events?limit=500&sort=time")) {
            actions.add(String.valueOf(event.get("action")));
        }
        return actions;
    }

    @Override
    public boolean auditIsWhole() throws IOException {
        Answer verdict = call(200, "POST", "/audit-events/verify");
        return Boolean.TRUE.equals(verdict.json().get("whole"));
    }

    /// The rows of a list that fits into one page.
    List<Map<?, ?>> items(String path) throws IOException {
        var items = new ArrayList<Map<?, ?>>();
        if (call(200, "GET", path).json().get("items") instanceof List<?> list) {
            for (Object each : list) {
                items.add((Map<?, ?>) each);
            }
        }
        return items;
    }

    private String service(String name) throws IOException {
        return "/service-accounts/" + id("service-accounts", name);
    }

    private String id(String noun, String name) throws IOException {
        return call(200, "GET", "/" + noun + "/by-name/" + UrlEncoded.of(name)).text("id");
    }

    private Answer call(int expected, String method, String path) throws IOException {
        return send(expected, method, path, "");
    }

    private Answer call(int expected, String method, String path, Map<String, Object> body)
            throws IOException {
        return send(expected, method, path, JSONObjectUtils.toJSONString(body));
    }

    private Answer send(int expected, String method, String path, String body) throws IOException {
        String url = admin + "/api/v1" + path;
        Answer answer = http.json(method, url, body, "Authorization", "Bearer " + token);
        if (answer.status() != expected) {
            throw new AssertionError(method + " " + path + " answered " + answer);
        }
        return answer;
    }
}
