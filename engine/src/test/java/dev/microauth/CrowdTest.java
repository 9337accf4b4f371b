package dev.microauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.actor.Origin;
import dev.microauth.audit.Verdict;
import dev.microauth.client.AuthenticatedCaller;
import dev.microauth.client.ClientCredentials;
import dev.microauth.grant.TokenRequest;
import dev.microauth.key.Ring;
import dev.microauth.oauth.GrantType;
import dev.microauth.problem.AuthException;
import dev.microauth.user.Username;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A thousand threads on one engine.
@Timeout(120)
class CrowdTest {
    private static final int CROWD = 1000;

    @Test
    void in_memory_a_thousand_create_issue_verify_and_revoke_and_nothing_is_lost()
            throws Exception {
        try (var engine = MicroAuth.builder().openEngine()) {
            var caller = client(engine);
            var done = together(i -> life(engine, caller, "user-" + i));

            for (Future<String> each : done) {
                assertThat(engine.accessTokens().find(Ring.AUTH, each.get())).isEmpty();
            }
            assertThat(engine.statistics().users()).isEqualTo(CROWD);
            // Per life: user, token, revocation; the client and its keys before.
            assertThat(engine.audit().count()).isGreaterThan(3 * CROWD);
            assertThat(engine.audit().verify(_ -> {})).isInstanceOf(Verdict.Whole.class);
        }
    }

    /// What was answered is there afterwards, what was refused is not, and nobody is left without a word.
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void closed_in_the_middle_each_is_answered_or_told(boolean snapshots) throws Exception {
        UnaryOperator<MicroAuthBuilder> mode =
                snapshots
                        ? options -> options.persistenceInterval(Duration.ofHours(1))
                        : UnaryOperator.identity();
        try (var site = Installation.on(Db.SQLITE)) {
            site.restart(mode);
            var engine = site.auth();
            var some = new CountDownLatch(CROWD / 10);
            List<Future<Boolean>> answers = new ArrayList<>();
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < CROWD; i++) {
                    String name = "user-" + i;
                    answers.add(threads.submit(() -> tryToCreate(engine, name, some)));
                }
                some.await();
                engine.close();
            }
            site.start();

            for (int i = 0; i < CROWD; i++) {
                assertThat(site.auth().users().find(Username.of("user-" + i)).isPresent())
                        .as("user-" + i)
                        .isEqualTo(answers.get(i).get());
            }
            assertThat(site.auth().audit().verify(_ -> {})).isInstanceOf(Verdict.Whole.class);
        }
    }

    private static boolean tryToCreate(Engine engine, String name, CountDownLatch some) {
        try {
            engine.users().create(Installation.ACTOR).username(name).save();
            return true;
        } catch (AuthException.Closed e) {
            return false;
        } finally {
            some.countDown();
        }
    }

    private static AuthenticatedCaller client(Engine engine) {
        var created =
                engine.clients()
                        .create(Installation.ACTOR)
                        .clientId("demo")
                        .grants(GrantType.CLIENT_CREDENTIALS)
                        .save();
        return engine.clientAuthenticator()
                .authenticate(
                        new ClientCredentials.Post("demo", created.secret().orElseThrow()),
                        Origin.NONE);
    }

    private static String life(Engine engine, AuthenticatedCaller caller, String name) {
        engine.users().create(Installation.ACTOR).username(name).save();
        var request = new TokenRequest.ClientCredentials(Optional.empty());
        String token =
                engine.tokenService().grant(caller, request, Origin.NONE).accessToken().compact();
        assertThat(engine.accessTokens().find(Ring.AUTH, token)).isPresent();
        engine.tokenStatus().revoke(caller, token, Origin.NONE);
        assertThat(engine.accessTokens().find(Ring.AUTH, token)).isEmpty();
        assertThat(engine.users().find(Username.of(name))).isPresent();
        return token;
    }

    private interface Life {
        String run(int number);
    }

    private static List<Future<String>> together(Life life) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return IntStream.range(0, CROWD)
                    .mapToObj(i -> threads.submit(() -> life.run(i)))
                    .toList();
        }
    }
}
