package dev.microauth.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.microauth.BothDatabases;
import dev.microauth.Db;
import dev.microauth.Engine;
import dev.microauth.Installation;
import dev.microauth.problem.AuthException.LimitReached;
import dev.microauth.subject.ClientId;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

@BothDatabases
class ClientLimitTest {
    @AutoClose private final Installation site;

    ClientLimitTest(Db db) {
        site = Installation.on(db);
        site.restart(options -> options.maxClients(3));
    }

    private static void create(Engine at, String id) {
        at.clients().create(Installation.ACTOR).clientId(id).save();
    }

    private void fill() {
        create(site.auth(), "one");
        create(site.auth(), "two");
        create(site.auth(), "three");
    }

    @Test
    void one_more_than_there_may_be_is_refused_and_leaves_nothing() {
        fill();
        long events = site.storage().count("audit_events");

        assertThatExceptionOfType(LimitReached.class)
                .isThrownBy(() -> create(site.auth(), "four"))
                .withMessage(
                        "there are as many clients as there may be (3): delete one, or have the limit raised")
                .extracting(LimitReached::most)
                .isEqualTo(3);

        assertThat(site.auth().clients().find(ClientId.of("four"))).isEmpty();
        assertThat(site.storage().count("audit_events")).isEqualTo(events);
        assertThat(site.auth().statistics().clients()).isEqualTo(3);
    }

    @Test
    void one_that_goes_makes_room_for_one() {
        fill();
        site.auth().clients().delete(Installation.ACTOR, ClientId.of("two"));

        create(site.auth(), "four");

        assertThatExceptionOfType(LimitReached.class).isThrownBy(() -> create(site.auth(), "five"));
    }

    @Test
    void those_that_are_there_stay_when_the_limit_is_lower() {
        fill();
        site.restart(options -> options.maxClients(1));

        assertThat(site.auth().statistics().clients()).isEqualTo(3);
        site.auth()
                .clients()
                .update(Installation.ACTOR, ClientId.of("one"))
                .name("still changeable")
                .save();
        assertThatExceptionOfType(LimitReached.class).isThrownBy(() -> create(site.auth(), "four"));
    }

    /// Security: I3
    @Test
    void of_many_at_once_as_many_are_made_as_there_may_be() throws Exception {
        Optional<Engine> node = site.secondNode();
        var calls = new ArrayList<Callable<Boolean>>();
        for (int i = 0; i < 20; i++) {
            String id = "client-" + i;
            Engine at = i % 2 == 1 && node.isPresent() ? node.get() : site.auth();
            calls.add(() -> {
                create(at, id);
                return true;
            });
        }
        int made = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var each : threads.invokeAll(calls)) {
                try {
                    made += each.get() ? 1 : 0;
                } catch (ExecutionException e) {
                    assertThat(e.getCause()).isInstanceOf(LimitReached.class);
                }
            }
        } finally {
            node.ifPresent(Engine::close);
        }

        assertThat(made).isEqualTo(3);
        assertThat(site.auth().statistics().clients()).isEqualTo(3);
    }
}
