package dev.microauth.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.testkit.Eventually;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// kill -9 under load, again and again on one directory: whatever was acknowledged is there, and what was
/// used up or revoked stays so. `-Dkill.rounds=100` for more than the usual three, `-Dkill.seed=…` to repeat.
@Tag("system")
@Tag("kill-rounds")
class KillTest {
    private static final int MOST_ANSWERS = 600;

    @TempDir Path temporary;

    private final Ports ports = Ports.free();
    private final long seed = Long.getLong("kill.seed", System.nanoTime());
    private final Random random = new Random(seed);

    /// Security: I2, B15, K3
    /// Trap: 4, 19
    @Test
    void what_was_acknowledged_survives_every_kill() throws Exception {
        Path data = temporary.resolve("data");
        Credentials demo;
        try (var daemon = Microauthd.quickstart(data, ports)) {
            demo = JourneyTest.demo(daemon);
            daemon.terminate();
        }
        var house = Household.moveInto(data).house();
        int rounds = Integer.getInteger("kill.rounds", 3);
        var past = new ArrayList<Ledger>();
        var daemon = Microauthd.serve(data, ports, "--access-token-lifetime", "24h");
        try {
            for (int round = 1; round <= rounds; round++) {
                Ledger ledger = killedUnderLoad(daemon, demo, house);
                daemon.close();
                daemon = Microauthd.serve(data, ports, "--access-token-lifetime", "24h");
                String where = "round " + round + " of seed " + seed + ": " + ledger;
                assertThat(ledger.surprises()).as(where).isEmpty();
                assertThat(forgotten(daemon.auth(), demo, house, ledger)).as(where).isEmpty();
                past.add(ledger);
                var audit = Launch.microauthd("audit", "verify", "--data", data.toString()).run();
                assertThat(audit.out()).as(where).contains("the audit is whole");
                System.out.println(where);
            }
            assertThat(longForgotten(daemon.auth(), demo, past)).isEmpty();
            assertThat(daemon.log())
                    .doesNotContain("damaged")
                    .doesNotContain("\"level\":\"error\"");
            assertThat(daemon.terminate()).isZero();
        } finally {
            daemon.close();
        }
    }

    private Ledger killedUnderLoad(Microauthd daemon, Credentials demo, Credentials house) {
        int enough = 50 + random.nextInt(MOST_ANSWERS);
        try (var load = new Load(daemon.auth(), demo, house)) {
            Eventually.within(
                    Duration.ofSeconds(60),
                    () -> load.answers() >= enough,
                    () -> "only " + load.answers() + " answers; " + daemon.log());
            daemon.kill();
            return load.ledger();
        }
    }

    /// Everything in the ledger that the daemon now tells differently.
    private static List<String> forgotten(
            AuthPort auth, Credentials demo, Credentials house, Ledger ledger) throws Exception {
        var checks = new ArrayList<Check>();
        ledger.issued().forEach(token -> checks.add(() -> isActive(auth, demo, token, true)));
        ledger.revoked().forEach(token -> checks.add(() -> isActive(auth, demo, token, false)));
        ledger.living().forEach(family -> checks.add(() -> living(auth, house, family)));
        ledger.dead().forEach(family -> checks.add(() -> dead(auth, house, family)));
        ledger.interrupted().forEach(family -> checks.add(() -> interrupted(auth, house, family)));
        return failed(checks);
    }

    /// The same for a sample of all earlier rounds.
    private static List<String> longForgotten(AuthPort auth, Credentials demo, List<Ledger> past)
            throws Exception {
        var checks = new ArrayList<Check>();
        int each = Math.max(5, 2_000 / past.size());
        for (Ledger ledger : past) {
            ledger.issued().stream()
                    .limit(each)
                    .forEach(token -> checks.add(() -> isActive(auth, demo, token, true)));
            ledger.revoked().stream()
                    .limit(each)
                    .forEach(token -> checks.add(() -> isActive(auth, demo, token, false)));
        }
        return failed(checks);
    }

    private interface Check {
        /// Empty when all is well.
        String complaint() throws IOException;
    }

    private static List<String> failed(List<Check> checks) throws Exception {
        var failed = new ArrayList<String>();
        try (var pool = Executors.newFixedThreadPool(6)) {
            var running = checks.stream().map(check -> pool.submit(check::complaint)).toList();
            for (var each : running) {
                if (!each.get().isEmpty()) {
                    failed.add(each.get());
                }
            }
        }
        return failed;
    }

    private static String isActive(
            AuthPort auth, Credentials client, String token, boolean expected) throws IOException {
        return auth.isActive(client, token) == expected
                ? ""
                : "active should be " + expected + " for " + token;
    }

    private static String living(AuthPort auth, Credentials house, Ledger.Family family)
            throws IOException {
        return isActive(auth, house, family.access(), true)
                + isActive(auth, house, family.last(), true)
                + isActive(auth, house, family.used().getLast(), false)
                + refreshAnswers(auth, house, family.last(), 200)
                // The used token is still known as used: it ends the family.
                + refreshAnswers(auth, house, family.used().getLast(), 400)
                + isActive(auth, house, family.access(), false);
    }

    private static String dead(AuthPort auth, Credentials house, Ledger.Family family)
            throws IOException {
        return isActive(auth, house, family.access(), false)
                + isActive(auth, house, family.last(), false)
                + refreshAnswers(auth, house, family.last(), 400)
                + refreshAnswers(auth, house, family.used().getFirst(), 400);
    }

    /// The last token was spent or was not; what came before it was acknowledged.
    private static String interrupted(AuthPort auth, Credentials house, Ledger.Family family)
            throws IOException {
        String before = isActive(auth, house, family.access(), true);
        for (String used : family.used()) {
            before += isActive(auth, house, used, false);
        }
        boolean unspent = auth.isActive(house, family.last());
        return before + refreshAnswers(auth, house, family.last(), unspent ? 200 : 400);
    }

    private static String refreshAnswers(
            AuthPort auth, Credentials house, String token, int expected) throws IOException {
        Answer answer = auth.refresh(house, token);
        return answer.status() == expected
                ? ""
                : "refresh should answer " + expected + ": " + answer;
    }
}
