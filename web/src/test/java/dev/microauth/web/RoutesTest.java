package dev.microauth.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.testkit.Snapshot;
import dev.microauth.token.Issuers;
import dev.microauth.web.http.Method;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class RoutesTest {
    @AutoClose
    private static final Site SITE =
            Site.open(with ->
                    with.issuers(new Issuers("https://id.example", "https://admin.example")));

    /// A new door shows here, with what stands before it.
    @Test
    void the_doors_of_both_ports_are_these() {
        Snapshot.assertMatches(
                "web/src/test/resources/snapshots/routes.txt",
                lines("auth port", SITE.auth().table())
                        + "\n"
                        + lines("admin port", SITE.admin().table()));
    }

    private static String lines(String title, List<String> rows) {
        return "# " + title + "\n" + String.join("\n", rows);
    }

    /// Security: C13
    /// Spec: RFC 8414 §3.2, OIDC Discovery §4.2
    @Test
    void both_ports_publish_these_metadata() {
        Snapshot.assertMatches(
                "web/src/test/resources/snapshots/discovery-auth.json", metadata(SITE.auth()));
        Snapshot.assertMatches(
                "web/src/test/resources/snapshots/discovery-admin.json", metadata(SITE.admin()));
    }

    private static String metadata(Port port) {
        var answer = port.get("/.well-known/openid-configuration").send().succeeds();
        assertThat(port.get("/.well-known/oauth-authorization-server").send().body())
                .isEqualTo(answer.body());
        return answer.body().replace(",\"", ",\n\"");
    }

    /// Security: H5
    /// Spec: RFC 6749 §3.2
    @Test
    void the_token_endpoint_takes_nothing_but_post() {
        for (Method method : Method.values()) {
            if (method == Method.POST || method == Method.OPTIONS) {
                continue;
            }
            for (Port port : List.of(SITE.auth(), SITE.admin())) {
                var answer = port.call(method, "/token").send();
                assertThat(answer.status()).as("%s", method).isEqualTo(405);
                assertThat(answer.header("allow")).hasValue("POST, OPTIONS");
            }
        }
    }

    /// Security: H7
    @Test
    void neither_port_has_a_door_of_the_other() {
        Stream.of("/introspect", "/revoke", "/userinfo", "/oidc/token")
                .forEach(path -> {
                    assertThat(SITE.admin().post(path).send().status()).as(path).isEqualTo(404);
                });
        Stream.of("/api/v1/users", "/dashboard")
                .forEach(path -> {
                    assertThat(SITE.auth().get(path).send().status()).as(path).isEqualTo(404);
                });
    }

    /// Security: A12
    @Test
    void no_other_origin_is_let_in() {
        for (String path : List.of("/token", "/jwks.json", "/.well-known/openid-configuration")) {
            var answer =
                    SITE.auth()
                            .call(Method.OPTIONS, path)
                            .header("origin", "https://evil.example")
                            .header("access-control-request-method", "POST")
                            .send();
            assertThat(answer.headerNames())
                    .as(path)
                    .noneMatch(name -> name.startsWith("access-control-"));
        }
    }
}
