package dev.microauth.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// Refusals that look alike, so that nobody learns which names exist.
class UniformRefusalsTest {
    @AutoClose private static final Site SITE = Site.open();

    /// All that an answer shows, but for the id of the request.
    private static String seen(Answer answer) {
        var headers =
                answer.response().headers().stream()
                        .filter(header -> !header.name().equals("x-request-id"))
                        .map(header -> header.name() + ": " + header.value())
                        .sorted()
                        .toList();
        return answer.status() + " " + headers + " " + answer.body();
    }

    private static Call admin(String username, String password) {
        return SITE.admin().post("/token").form("username", username, "password", password);
    }

    /// Security: G1, B7
    /// Trap: 1
    @Test
    void at_the_auth_port_unknown_wrong_locked_and_disabled_look_alike() {
        var answers = new HashSet<String>();
        for (String name : List.of("alice", "nobody", "locked", "disabled", "ALICE", "no body!")) {
            var answer = SITE.password("shop", name, "not the password of anybody").send();
            answers.add(seen(answer.refuses(400, "invalid_grant")));
        }
        for (String name : List.of("nobody", "locked", "disabled")) {
            var answer = SITE.password("shop", name, Site.PASSWORD).send();
            answers.add(seen(answer.refuses(400, "invalid_grant")));
        }
        assertThat(answers).hasSize(1);
    }

    /// Security: G1, H7
    /// Trap: 1
    @Test
    void at_the_admin_port_so_do_those_who_are_no_administrators() {
        var answers = new HashSet<String>();
        for (String name : List.of("admin", "alice", "nobody", "locked", "disabled")) {
            answers.add(
                    seen(
                            admin(name, "not the password of anybody")
                                    .send()
                                    .refuses(400, "invalid_grant")));
        }
        for (String name : List.of("alice", "nobody", "locked", "disabled")) {
            answers.add(seen(admin(name, Site.PASSWORD).send().refuses(400, "invalid_grant")));
        }
        assertThat(answers).hasSize(1);
    }

    /// Security: G1, G2, F5, F6
    @Test
    void many_failures_are_slowed_down_whether_the_user_exists_or_not() {
        Function<String, List<String>> attempts =
                name -> sixFailures(() -> SITE.password("shop", name, "wrong").from("192.0.2.1"));
        var known = attempts.apply("alice");

        assertThat(known).isEqualTo(attempts.apply("nobody")).isEqualTo(attempts.apply("locked"));
        assertThat(known.get(3)).startsWith("400 ");
        assertThat(known.get(4)).startsWith("429 ").contains("slow_down", "retry-after: 1");

        // The right password is not told from a wrong one meanwhile.
        var waiting = SITE.password("shop", "alice", Site.PASSWORD).from("192.0.2.1").send();
        assertThat(seen(waiting)).isEqualTo(known.get(4));
        // Others are not made to wait for it.
        SITE.password("shop", "alice", Site.PASSWORD).from("192.0.2.2").send().succeeds();
        SITE.advance(Duration.ofSeconds(1));
        SITE.password("shop", "alice", Site.PASSWORD).from("192.0.2.1").send().succeeds();
    }

    /// Security: G2, F5
    @Test
    void many_failures_are_slowed_down_whether_the_client_exists_or_not() {
        Function<String, List<String>> attempts =
                name ->
                        sixFailures(() ->
                                SITE.auth()
                                        .post("/token")
                                        .basic(name, "wrong")
                                        .form("grant_type", "client_credentials")
                                        .from("192.0.2.3"));
        var known = attempts.apply("batch");

        assertThat(known)
                .isEqualTo(attempts.apply("nobody-of-that-name"))
                .isEqualTo(attempts.apply("off"))
                .isEqualTo(attempts.apply("page"));
        assertThat(known.get(3)).startsWith("401 ");
        assertThat(known.get(4)).startsWith("429 ").contains("slow_down", "retry-after: 1");
        // Nobody locks a client out with wrong secrets.
        SITE.token("batch", "client_credentials").from("192.0.2.3").send().succeeds();
    }

    private static List<String> sixFailures(Supplier<Call> attempt) {
        var seen = new ArrayList<String>();
        for (int i = 0; i < 6; i++) {
            seen.add(seen(attempt.get().send()));
        }
        return seen;
    }

    /// Security: F5, I7
    /// Trap: 20
    @Test
    void whoever_tries_ever_new_names_is_slowed_down_too() {
        Set<Integer> statuses = new HashSet<>();
        for (int i = 0; i < 110; i++) {
            statuses.add(
                    SITE.auth()
                            .post("/token")
                            .basic("name-" + i, "wrong")
                            .form("grant_type", "client_credentials")
                            .from("192.0.2.4")
                            .send()
                            .status());
        }
        assertThat(statuses).containsExactlyInAnyOrder(401, 429);
    }
}
