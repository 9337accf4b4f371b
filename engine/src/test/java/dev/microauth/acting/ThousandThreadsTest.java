package dev.microauth.acting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.Db;
import dev.microauth.Installation;
import dev.microauth.MicroAuth;
import dev.microauth.audit.AuditQuery;
import dev.microauth.audit.StoredEvent;
import dev.microauth.audit.Verdict;
import dev.microauth.jose.TokenRefused;
import dev.microauth.user.User;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class ThousandThreadsTest {
    private static final int THREADS = 1_000;

    /// What one of them saw of the token it made.
    private record Seen(boolean goodBefore, boolean goodAfter, boolean anotherStaysGood) {}

    @Test
    void a_thousand_threads_make_look_at_and_end_tokens_and_none_sees_a_dead_one_live()
            throws InterruptedException, ExecutionException {
        try (var site = Installation.on(Db.SQLITE);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            MicroAuth auth = site.library();
            User alice = site.user("alice");
            String shared = auth.tokens().issue(alice.id()).save().compact();
            Callable<Seen> life =
                    () -> {
                        String token = auth.tokens().issue(alice.id()).save().compact();
                        boolean before = isGood(auth, token);
                        auth.tokens().revoke(token);
                        return new Seen(before, isGood(auth, token), isGood(auth, shared));
                    };
            var running = new ArrayList<Future<Seen>>();
            for (int i = 0; i < THREADS; i++) {
                running.add(threads.submit(life));
            }
            for (Future<Seen> each : running) {
                assertThat(each.get()).isEqualTo(new Seen(true, false, true));
            }
            assertThat(auth.tokens().ofUser(alice.id()).list()).hasSize(1);
            assertThat(auth.audit().verify()).isInstanceOf(Verdict.Whole.class);
            site.clock().advance(Duration.ofSeconds(1));
            assertThat(
                            auth.audit()
                                    .export(AuditQuery.ALL)
                                    .map(StoredEvent::action)
                                    .filter("token.revoke"::equals))
                    .hasSize(THREADS);
        }
    }

    private static boolean isGood(MicroAuth auth, String token) {
        try {
            return !auth.tokens().verify(token).id().isEmpty();
        } catch (TokenRefused refused) {
            return false;
        }
    }
}
