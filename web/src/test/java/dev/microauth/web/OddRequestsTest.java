package dev.microauth.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.json.Json;
import dev.microauth.user.Username;
import dev.microauth.web.http.Method;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every operation of the OpenAPI document, called by an administrator with whatever a program or a stranger may send.
/// Nothing ends in 5xx, and nothing in a status that the document does not list.
///
/// Security: H5, H6, H8
/// Trap: 18
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OddRequestsTest {
    @AutoClose private static final Site SITE = Site.open();
    private static final Map<String, Object> DOCUMENT = document();

    // She may be removed on the way.
    private static final String DEEP = "[".repeat(5_000) + "]".repeat(5_000);
    private static final List<String> BODIES =
            List.of(
                    "",
                    "{}",
                    "[]",
                    "null",
                    "7",
                    "\"text\"",
                    "{",
                    "{\"a\":1}",
                    "{\"a\":" + DEEP + "}",
                    "{\"name\":\"x\",\"name\":\"y\"}",
                    "{\"name\":\"\\ud800\"}",
                    "{\"name\":\"\\u0000\"}",
                    "{\"name\":1e400}",
                    "{\"name\":" + "9".repeat(400) + "}",
                    "{\"name\":\"" + "x".repeat(100_000) + "\"}",
                    "{\"__proto__\":{},\"\":null}");
    private static final List<String> TYPES =
            List.of(
                    "application/json",
                    "application/merge-patch+json",
                    "application/x-www-form-urlencoded",
                    "text/plain",
                    "multipart/form-data; boundary=x",
                    "application/json; charset=utf-16",
                    "nonsense",
                    "");
    private static final List<Object> VALUES =
            List.of(
                    "odd name",
                    "admin ",
                    "\u0430dmin",
                    "x".repeat(300),
                    "",
                    " \u202e\u200b",
                    "2026-11-22T04:40:00Z",
                    "9999-12-31T23:59:59.999Z",
                    "0192f6a0-0000-7000-8000-000000000001",
                    "https://app.example/callback",
                    0,
                    -1,
                    9_007_199_254_740_991L,
                    1.5,
                    true,
                    List.of(),
                    List.of("odd name"),
                    List.of(Map.of()),
                    Map.of(),
                    Map.of("a", List.of(Map.of("b", "c"))));
    private static final List<String> QUERIES =
            List.of(
                    "?",
                    "?x=1",
                    "?limit=0",
                    "?limit=501",
                    "?limit=1.5",
                    "?limit=-1",
                    "?limit=99999999999999999999",
                    "?limit=1&limit=1",
                    "?after=AAAA",
                    "?after=%7B%7D",
                    "?after=eyJuYW1lIjpbXX0",
                    "?sort=nothing",
                    "?sort=-",
                    "?sort=name;drop",
                    "?q=%00",
                    "?q=%25%27%22%5C_",
                    "?q=" + "x".repeat(400),
                    "?%zz",
                    "?a=%ff",
                    "?=&&=");

    /// One row of the document.
    record Listed(String path, Method method, Set<Integer> statuses, Map<?, ?> operation) {
        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    static Stream<Listed> operations() {
        var listed = new ArrayList<Listed>();
        map(DOCUMENT.get("paths"))
                .forEach((path, methods) ->
                        map(methods)
                                .forEach((method, operation) ->
                                        listed.add(
                                                new Listed(
                                                        path,
                                                        Method.of(
                                                                method.toUpperCase(
                                                                        java.util.Locale.ROOT)),
                                                        statuses(map(operation)),
                                                        map(operation)))));
        assertThat(listed).hasSizeGreaterThan(SITE.api().operations().size());
        return listed.stream();
    }

    private static Map<String, Object> document() {
        return SITE.admin()
                .get("/api/v1/openapi.json")
                .bearer(SITE.adminToken("admin"))
                .send()
                .succeeds()
                .json();
    }

    private static Set<Integer> statuses(Map<String, Object> operation) {
        return map(operation.get("responses")).keySet().stream()
                .map(Integer::valueOf)
                .collect(Collectors.toSet());
    }

    @ParameterizedTest
    @MethodSource("operations")
    void odd_bodies_and_types(Listed listed) {
        for (String target : targets(listed.path())) {
            for (String body : BODIES) {
                send(listed, target, "application/json", body.getBytes(StandardCharsets.UTF_8));
            }
            send(listed, target, "application/json", new byte[] {(byte) 0xff, (byte) 0xfe, '{', 0});
            for (String type : TYPES) {
                send(listed, target, type, "{\"name\":\"x\"}".getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("operations")
    void every_member_with_every_kind_of_value(Listed listed) {
        Set<String> members = members(listed);
        for (Object value : VALUES) {
            var all = new LinkedHashMap<String, Object>();
            members.forEach(name -> all.put(name, value));
            json(listed, all);
            // Beside what may well be right.
            members.forEach(name -> {
                var one = new LinkedHashMap<>(plausible(members));
                one.put(name, value);
                json(listed, one);
            });
        }
    }

    @ParameterizedTest
    @MethodSource("operations")
    void odd_addresses(Listed listed) {
        for (String target : targets(listed.path())) {
            for (String query : QUERIES) {
                send(listed, target + query, "", new byte[0]);
            }
            for (String name : parameters(listed)) {
                for (String value :
                        List.of("", "x", "true", "0", "%F0%9F%94%91", "2026-02-30T00:00:00Z")) {
                    send(listed, target + "?" + name + "=" + value, "", new byte[0]);
                }
            }
        }
    }

    private void json(Listed listed, Map<String, Object> body) {
        send(listed, targets(listed.path()).getFirst(), "application/json", Json.bytes(body));
    }

    /// A call may end the token it came with, or lock its sender out for doing too much; both are listed.
    private void send(Listed listed, String target, String type, byte[] body) {
        var call = SITE.admin().call(listed.method(), target).bearer(token());
        boolean bodiless = listed.method() == Method.GET || body.length == 0;
        var answer = bodiless ? call.send() : call.body(type).bytes(body).send();
        assertThat(answer.status())
                .as(
                        "%s %s with %s: %s",
                        listed.method(),
                        target,
                        new String(body, 0, Math.min(body.length, 300), StandardCharsets.UTF_8),
                        answer.body())
                .isLessThan(500)
                .isIn(listed.statuses());
        if (answer.status() >= 400 && target.startsWith("/api/v1")) {
            assertThat(answer.header("content-type")).hasValue("application/problem+json");
        }
        if (answer.status() == 401) {
            token = "";
        }
    }

    private String token = "";

    private String token() {
        if (token.isEmpty()) {
            token = SITE.adminToken("admin");
        }
        return token;
    }

    /// The path with ids that are there, that are not, and that are none.
    private static List<String> targets(String path) {
        if (!path.contains("{")) {
            return List.of(path);
        }
        return Stream.of(
                        somebody(),
                        "0192f6a0-0000-7000-8000-000000000001",
                        "x",
                        "%F0%9F%94%91",
                        "a%20b",
                        "x".repeat(2_000))
                .map(id -> path.replaceAll("\\{[^}]*}", id))
                .toList();
    }

    /// Somebody who is there: made anew when a call has removed them.
    private static String somebody() {
        var users = SITE.engine().users();
        return users.find(Username.of("alice"))
                .orElseGet(() -> users.create(Site.ACTOR).username("alice").save())
                .id()
                .toString();
    }

    private static Set<String> members(Listed listed) {
        var members = new LinkedHashSet<String>();
        if (listed.operation().get("requestBody") instanceof Map<?, ?> body
                && map(body.get("content")).get("application/json") instanceof Map<?, ?> content) {
            String name = map(content.get("schema")).get("$ref").toString();
            var schemas = map(map(DOCUMENT.get("components")).get("schemas"));
            var schema = map(schemas.get(name.substring(name.lastIndexOf('/') + 1)));
            members.addAll(map(schema.get("properties")).keySet());
        }
        return members;
    }

    private static Map<String, Object> plausible(Set<String> members) {
        var body = new LinkedHashMap<String, Object>();
        for (String name : members) {
            if (name.endsWith("name") || name.equals("client_id")) {
                body.put(name, "odd-one");
            } else if (name.endsWith("_uri")) {
                body.put(name, "https://app.example/callback");
            } else if (name.endsWith("id")) {
                body.put(name, "0192f6a0-0000-7000-8000-000000000001");
            } else if (name.equals("ids")) {
                body.put(name, List.of());
            }
        }
        return body;
    }

    private static List<String> parameters(Listed listed) {
        return listed.operation().get("parameters") instanceof List<?> all
                ? all.stream()
                        .map(OddRequestsTest::map)
                        .filter(each -> "query".equals(each.get("in")))
                        .map(each -> each.get("name").toString())
                        .toList()
                : List.of();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }
}
