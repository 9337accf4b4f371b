package dev.microauth.key;

import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.Db;
import dev.microauth.Installation;
import dev.microauth.MicroAuth;
import dev.microauth.Storage;
import dev.microauth.actor.Actor;
import dev.microauth.secret.Secret;
import dev.microauth.service.AccountReference;
import dev.microauth.service.PostgresLogin;
import dev.microauth.subject.ServiceAccountId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// A process that is killed while it rotates data keys, seals anew and removes old ones.
///
/// Security: I5
@Tag("storage")
class KilledRotationTest {
    private static final int VALUES = 450;
    private static final int ROUNDS = 3;
    private static final Actor ME = Installation.ACTOR;
    private static final PostgresLogin LOGIN =
            new PostgresLogin("db", 5432, "orders", "robot", Secret.of("a password of a database"));

    @AutoClose private final Installation site = Installation.on(Db.SQLITE);
    private final Path directory = ((Storage.OnSqlite) site.storage()).directory();

    /// What is run and killed.
    static final class Rotating {
        private Rotating() {}

        public static void main(String[] arguments) {
            try (var auth =
                    MicroAuth.builder()
                            .persistTo(Path.of(arguments[0]))
                            .autoCleanup(false)
                            .openEngine()) {
                for (int i = 0; ; i++) {
                    auth.dataKeys().rotate(ME);
                    System.out.println("rotated");
                    if (i % 2 == 0) {
                        auth.dataKeys().maintain(ME);
                    }
                }
            }
        }
    }

    @Test
    void every_value_opens_after_each_kill_and_the_work_is_finished() throws Exception {
        List<ServiceAccountId> accounts = accounts();
        site.stop();
        for (int round = 0; round < ROUNDS; round++) {
            runAndKill(2 + round);

            site.start();
            var kept = site.auth().postgresCredentials();
            for (var each : accounts) {
                assertThat(kept.read(ME, AccountReference.of(each))).isEqualTo(LOGIN);
            }
            assertThat(site.auth().dataKeys().versions())
                    .filteredOn(DataKeyVersion::current)
                    .hasSize(1);
            site.stop();
        }
        site.start();
        site.auth().dataKeys().maintain(ME);
        assertThat(site.auth().dataKeys().versions())
                .singleElement()
                .satisfies(only -> assertThat(only.values()).isGreaterThan(VALUES));
        assertThat(site.auth().audit().verify(_ -> {}))
                .isInstanceOf(dev.microauth.audit.Verdict.Whole.class);
    }

    private List<ServiceAccountId> accounts() {
        return IntStream.range(0, VALUES)
                .parallel()
                .mapToObj(i -> {
                    var id =
                            site.auth().serviceAccounts().create(ME).name("robot-" + i).save().id();
                    site.auth().postgresCredentials().set(ME, id, LOGIN);
                    return id;
                })
                .toList();
    }

    private void runAndKill(int rotations) throws IOException, InterruptedException {
        var process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                Rotating.class.getName(),
                                directory.toString())
                        .redirectError(Redirect.DISCARD)
                        .start();
        try (var lines =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (int i = 0; i < rotations; i++) {
                assertThat(lines.readLine()).isEqualTo("rotated");
            }
        } finally {
            process.destroyForcibly();
            assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        }
    }
}
