package dev.microauth.access;

import static dev.microauth.Installation.ACTOR;
import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.BothDatabases;
import dev.microauth.Db;
import dev.microauth.Installation;
import dev.microauth.actor.Actor;
import dev.microauth.actor.Origin;
import dev.microauth.problem.AuthException;
import dev.microauth.subject.ServiceAccountId;
import dev.microauth.subject.SubjectId;
import dev.microauth.subject.UserId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever is tried, by whomever: after each step nobody can get done what neither they nor the one who acted
/// could before.
///
/// Security: H7
/// Trap: 22
@BothDatabases
class RightsGrowthTest {
    private static final int STEPS = 150;

    @AutoClose private final Installation site;
    private final List<SubjectId> subjects = new ArrayList<>();
    private final List<RoleId> roles = new ArrayList<>();
    private final List<PermissionId> permissions = new ArrayList<>();
    private final Map<RoleId, SubjectId> own = new HashMap<>();
    private int done;
    private int refused;

    RightsGrowthTest(Db db) {
        site = Installation.on(db);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 22, 333, 4444})
    void no_sequence_of_changes_raises_anybody_beyond_the_one_who_acts(long seed) {
        var random = new Random(seed);
        populate(random);
        for (int step = 0; step < STEPS; step++) {
            SubjectId acting = pick(random, subjects);
            var held = site.auth().access().permissionsOf(acting);
            var before = reach();
            String what = change(random, actor(acting, held));
            var after = reach();
            for (SubjectId each : subjects) {
                var allowed = new HashSet<>(before.getOrDefault(each, Set.of()));
                allowed.addAll(held);
                assertThat(allowed)
                        .as("seed %s, step %s: %s by %s for %s", seed, step, what, acting, each)
                        .containsAll(after.getOrDefault(each, Set.of()));
            }
        }
        assertThat(done).as("changes that were made").isGreaterThan(10);
        assertThat(refused).as("changes that were refused").isGreaterThan(10);
    }

    private void populate(Random random) {
        for (String name : List.of("alice", "bob", "carol")) {
            subjects.add(site.user(name).id());
        }
        for (String name : List.of("robot", "mower")) {
            SubjectId account = ServiceAccounts.make(site, name);
            RoleId role = site.auth().roles().find(name).orElseThrow().id();
            subjects.add(account);
            roles.add(role);
            own.put(role, account);
        }
        for (String name :
                List.of("users:write", "service-accounts:write", "roles:write", "keys:read")) {
            permissions.add(site.auth().permissions().find(name).orElseThrow().id());
        }
        permissions.add(site.auth().permissions().create(ACTOR).name("pay").save().id());
        for (int i = 0; i < 6; i++) {
            RoleId role = site.auth().roles().create(ACTOR).name("R" + i).save().id();
            roles.add(role);
            site.auth().roles().setPermissions(ACTOR, role, some(random, permissions));
        }
        for (SubjectId each : subjects) {
            site.auth().access().setRoles(ACTOR, each, some(random, roles));
        }
    }

    private String change(Random random, Actor actor) {
        var access = site.auth().access();
        SubjectId subject = pick(random, subjects);
        RoleId role = pick(random, roles);
        PermissionId permission = pick(random, permissions);
        int kind = random.nextInt(10);
        try {
            switch (kind) {
                case 0, 1 -> access.assignRole(actor, subject, role);
                case 2 -> access.unassignRole(actor, subject, role);
                case 3 -> access.setRoles(actor, subject, some(random, roles));
                case 4, 5 -> site.auth().roles().addPermission(actor, role, permission);
                case 6 -> site.auth().roles().removePermission(actor, role, permission);
                case 7 ->
                        site.auth().roles().setPermissions(actor, role, some(random, permissions));
                case 8 ->
                        site.auth()
                                .permissions()
                                .update(actor, permission)
                                .name("p" + random.nextInt(20))
                                .save();
                default -> access.assignScope(actor, subject, "admin:reset_passwords");
            }
            done++;
        } catch (AuthException e) {
            refused++;
        }
        return "change " + kind + " of " + subject + ", " + role + ", " + permission;
    }

    /// What each can get done, worked out anew from what is stored: their own, and what those may do whom they can
    /// speak for.
    private Map<SubjectId, Set<String>> reach() {
        var reach = new HashMap<SubjectId, Set<String>>();
        for (SubjectId each : subjects) {
            var held = new HashSet<>(site.auth().access().permissionsOf(each));
            if (site.auth().access().scopesOf(each).contains("admin:reset_passwords")) {
                held.add("users:write");
            }
            reach.put(each, held);
        }
        boolean grew = true;
        while (grew) {
            grew = false;
            for (SubjectId each : subjects) {
                for (Role role : site.auth().roles().of(each)) {
                    Set<String> further =
                            own.containsKey(role.id())
                                    ? reach.getOrDefault(own.get(role.id()), Set.of())
                                    : Set.of();
                    grew |= reach.getOrDefault(each, new HashSet<>()).addAll(further);
                }
            }
        }
        return reach;
    }

    private static Actor actor(SubjectId acting, Set<String> held) {
        String id = acting.value().toString();
        return switch (acting) {
            case UserId _ -> Actor.user(id, Origin.NONE).with(held);
            case ServiceAccountId _ -> Actor.serviceAccount(id, Origin.NONE).with(held);
        };
    }

    private static <T> T pick(Random random, List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    private static <T> Set<T> some(Random random, List<T> from) {
        var some = new HashSet<T>();
        for (T each : from) {
            if (random.nextInt(4) == 0) {
                some.add(each);
            }
        }
        return some;
    }
}
