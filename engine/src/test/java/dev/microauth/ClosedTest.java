package dev.microauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.microauth.actor.Origin;
import dev.microauth.key.Ring;
import dev.microauth.oauth.GrantType;
import dev.microauth.problem.AuthException;
import dev.microauth.secret.Secret;
import dev.microauth.user.Username;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What is left of an engine when it is closed: nothing, and it says so.
@Tag("storage")
class ClosedTest {
    private enum Mode {
        EVERY_COMMIT,
        SNAPSHOTS,
        POSTGRESQL
    }

    private static Installation site(Mode mode) {
        var site = Installation.on(mode == Mode.POSTGRESQL ? Db.POSTGRESQL : Db.SQLITE);
        if (mode == Mode.SNAPSHOTS) {
            site.restart(options -> options.persistenceInterval(Duration.ofHours(1)));
        }
        return site;
    }

    /// Security: L1
    @ParameterizedTest
    @EnumSource
    void every_call_after_close_is_refused_and_says_why(Mode mode) {
        try (var site = site(mode)) {
            var app = site.app("demo", client -> client.grants(GrantType.CLIENT_CREDENTIALS));
            String token = app.clientCredentials().accessToken().compact();
            var caller = app.authenticated();
            var engine = site.auth();
            engine.close();

            Map<String, ThrowingCallable> calls = new TreeMap<>();
            calls.put("find", () -> engine.users().find(Username.of("alice")));
            calls.put("remembered", app::authenticated);
            calls.put(
                    "create", () -> engine.users().create(Installation.ACTOR).username("z").save());
            calls.put(
                    "hash",
                    () ->
                            engine.users()
                                    .create(Installation.ACTOR)
                                    .username("z")
                                    .password(Installation.PASSWORD.toCharArray())
                                    .save());
            calls.put("issue", app::clientCredentials);
            calls.put("verify", () -> engine.accessTokens().find(Ring.AUTH, token));
            calls.put("introspect", () -> engine.tokenStatus().introspect(caller, token));
            calls.put("revoke", () -> engine.tokenStatus().revoke(caller, token, Origin.NONE));
            calls.put("rotate", () -> engine.keys().rotate(Ring.AUTH, Installation.ACTOR));
            calls.put("keys", () -> engine.keys().ring(Ring.AUTH));
            calls.put("audit", () -> engine.audit().count());
            calls.put("statistics", engine::statistics);
            calls.put("flush", engine::flush);
            calls.put("integrity", engine::checkIntegrity);
            calls.put(
                    "seal",
                    () ->
                            engine.travelling()
                                    .seal("test", Secret.of("x"), new byte[1], Instant.MAX));
            calls.forEach(
                    (name, call) ->
                            assertThatExceptionOfType(AuthException.Closed.class)
                                    .as(name)
                                    .isThrownBy(call)
                                    .withMessageContaining("closed"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void closing_twice_is_closing_once(Mode mode) {
        try (var site = site(mode)) {
            site.stop();
            site.stop();
            site.start();
            assertThat(site.user("alice").isActive()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"EVERY_COMMIT", "SNAPSHOTS"})
    void it_leaves_a_directory_that_is_free_and_tidy(Mode mode) throws Exception {
        try (var site = site(mode)) {
            var directory = ((Storage.OnSqlite) site.storage()).directory();
            site.stop();
            try (var files = Files.list(directory)) {
                assertThat(files.map(each -> each.getFileName().toString()))
                        .doesNotContain(
                                "microauth.db-wal",
                                "microauth.db-shm",
                                "microauth.db-journal",
                                "microauth.db.new");
            }
            try (var next = site.storage().open(MicroAuth.builder())) {
                assertThat(next.users().find(Username.of("alice"))).isPresent();
            }
            site.start();
        }
    }

}
