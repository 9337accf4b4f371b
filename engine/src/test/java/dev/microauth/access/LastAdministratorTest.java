package dev.microauth.access;

import static dev.microauth.Installation.ACTOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.microauth.BothDatabases;
import dev.microauth.Db;
import dev.microauth.Engine;
import dev.microauth.Installation;
import dev.microauth.actor.Actor;
import dev.microauth.actor.Origin;
import dev.microauth.problem.AuthException;
import dev.microauth.problem.AuthException.Protected;
import dev.microauth.subject.UserId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// There is always somebody who holds every permission.
///
/// Security: H9
@BothDatabases
class LastAdministratorTest {
    private static final int ROUNDS = 12;

    @AutoClose private final Installation site;
    private final UserId admin;
    private final UserId bob;

    LastAdministratorTest(Db db) {
        site = Installation.on(db);
        admin = site.user("admin").id();
        bob = site.user("bob").id();
    }

    @Test
    void the_last_administrator_stays() {
        var access = site.auth().access();
        for (Runnable each :
                List.<Runnable>of(
                        () -> access.unassignRole(ACTOR, admin, Access.ADMIN_ROLE),
                        () -> access.setRoles(ACTOR, admin, Set.of()),
                        () -> access.unassignRole(as(admin), admin, Access.ADMIN_ROLE),
                        () -> site.auth().users().deactivate(ACTOR, admin),
                        () -> site.auth().users().delete(ACTOR, admin))) {
            assertThatExceptionOfType(Protected.class).isThrownBy(each::run);
        }
        // A service account and a disabled person are no one who could let others in.
        access.assignRole(ACTOR, ServiceAccounts.make(site, "robot"), Access.ADMIN_ROLE);
        access.assignRole(ACTOR, bob, Access.ADMIN_ROLE);
        site.auth().users().deactivate(ACTOR, bob);
        assertThatExceptionOfType(Protected.class)
                .isThrownBy(() -> access.setRoles(ACTOR, admin, Set.of()));

        site.auth().users().activate(ACTOR, bob);
        var tomorrow = site.clock().instant().plus(Duration.ofDays(1));
        site.auth().users().lockOut(ACTOR, bob, Optional.of(tomorrow));
        assertThatExceptionOfType(Protected.class)
                .isThrownBy(() -> access.unassignRole(ACTOR, admin, Access.ADMIN_ROLE));

        site.auth().users().lockOut(ACTOR, bob, Optional.empty());
        access.unassignRole(ACTOR, admin, Access.ADMIN_ROLE);
        assertThat(access.rolesOf(admin)).isEmpty();
    }

    @Test
    void who_has_no_password_is_no_one_who_could_let_others_in() {
        var access = site.auth().access();
        access.assignRole(ACTOR, site.user("carol").id(), Access.ADMIN_ROLE);
        assertThatExceptionOfType(Protected.class)
                .isThrownBy(() -> access.unassignRole(ACTOR, admin, Access.ADMIN_ROLE));

        access.assignRole(ACTOR, bob, Access.ADMIN_ROLE);
        site.auth().links().reset(ACTOR, bob);
        assertThatExceptionOfType(Protected.class)
                .isThrownBy(() -> site.auth().users().delete(ACTOR, admin));
    }

    /// On a database of several nodes each of the two asks another one.
    @Test
    void of_two_who_remove_each_other_at_once_one_stays() throws Exception {
        var access = site.auth().access();
        try (var nodes = new Nodes(site);
                var threads = Executors.newFixedThreadPool(2)) {
            for (int round = 0; round < ROUNDS; round++) {
                access.assignRole(ACTOR, bob, Access.ADMIN_ROLE);
                access.assignRole(ACTOR, admin, Access.ADMIN_ROLE);
                var start = new CyclicBarrier(2);
                int kind = round;
                Actor byAdmin = as(admin);
                Actor byBob = as(bob);
                var first =
                        threads.submit(() -> {
                            start.await(10, TimeUnit.SECONDS);
                            return removes(nodes.first(), byAdmin, bob, kind);
                        });
                var second =
                        threads.submit(() -> {
                            start.await(10, TimeUnit.SECONDS);
                            return removes(nodes.second(), byBob, admin, kind / 2);
                        });

                boolean won = first.get(30, TimeUnit.SECONDS);
                boolean alsoWon = second.get(30, TimeUnit.SECONDS);

                assertThat(won ^ alsoWon).as("round " + round).isTrue();
                site.auth().users().activate(ACTOR, admin);
                site.auth().users().activate(ACTOR, bob);
            }
        }
    }

    private record Nodes(Engine first, Engine second) implements AutoCloseable {
        Nodes(Installation site) {
            this(site.auth(), site.secondNode().orElse(site.auth()));
        }

        @Override
        public void close() {
            if (second != first) {
                second.close();
            }
        }
    }

    private static boolean removes(Engine node, Actor actor, UserId other, int kind) {
        try {
            if (kind % 2 == 0) {
                node.access().unassignRole(actor, other, Access.ADMIN_ROLE);
            } else {
                node.users().deactivate(actor, other);
            }
            return true;
        } catch (AuthException e) {
            return false;
        }
    }

    private Actor as(UserId user) {
        return Actor.user(user.toString(), Origin.NONE)
                .with(site.auth().access().permissionsOf(user));
    }
}
