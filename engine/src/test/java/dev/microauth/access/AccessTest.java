package dev.microauth.access;

import static dev.microauth.Installation.ACTOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.microauth.BothDatabases;
import dev.microauth.Db;
import dev.microauth.Installation;
import dev.microauth.problem.AuthException.Invalid;
import dev.microauth.problem.AuthException.NotFound;
import dev.microauth.subject.ServiceAccountId;
import dev.microauth.subject.UserId;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

@BothDatabases
class AccessTest {
    @AutoClose private final Installation site;

    AccessTest(Db db) {
        site = Installation.on(db);
    }

    /// Security: H9
    @Test
    void the_built_in_rows_are_there_with_their_identifiers_and_restarts_add_none() {
        var before = seeded();
        assertThat(before)
                .extracting(List::getFirst)
                .contains("MadAdmin", "MadAuditor", "openid", "admin:list_users", "users:write");

        site.restart();

        assertThat(seeded()).isEqualTo(before);
        try (var other = Installation.emptyOn(site.storage().db())) {
            assertThat(
                            other.storage()
                                    .rows(
                                            "select name, id from scopes union select name, id from roles"
                                                    + " union select name, id from permissions order by name"))
                    .isEqualTo(before);
        }
    }

    private List<List<String>> seeded() {
        return site.storage()
                .rows(
                        "select name, id from scopes where is_protected <> %1$s union select name, id from roles where is_protected <> %1$s union select name, id from permissions order by name"
                                .formatted(site.storage().db() == Db.SQLITE ? "0" : "false"));
    }

    /// Security: H7
    @Test
    void the_auditor_reads_and_changes_nothing_and_the_administrator_may_do_all() {
        var access = site.auth().access();
        var bob = site.user("bob").id();
        assertThat(access.isAdministrator(bob)).isFalse();

        access.assignRole(Installation.ACTOR, bob, "MadAuditor");

        assertThat(access.permissionsOf(bob)).isNotEmpty().allMatch(each -> each.endsWith(":read"));
        assertThat(access.isAdministrator(bob)).isTrue();
        assertThat(access.permissionsOf(site.user("admin").id()))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(AdminPermission.values())
                                .map(AdminPermission::permission)
                                .toList());
        access.unassignRole(Installation.ACTOR, bob, "MadAuditor");
        assertThat(access.isAdministrator(bob)).isFalse();
    }

    @Test
    void a_role_of_ones_own_is_no_administration() {
        assertThat(site.auth().access().isAdministrator(site.user("alice").id())).isFalse();
        assertThat(site.auth().access().rolesOf(site.user("alice").id()))
                .containsExactly("Clerk", "Packer");
    }

    @Test
    void to_assign_twice_is_to_assign_once() {
        var access = site.auth().access();
        var bob = site.user("bob").id();
        access.assignScope(Installation.ACTOR, bob, "reports:read");
        access.assignScope(Installation.ACTOR, bob, "reports:read");

        assertThat(access.scopesOf(bob).names()).containsExactly("reports:read");
    }

    @Test
    void what_does_not_exist_is_neither_given_nor_taken() {
        var access = site.auth().access();
        var bob = site.user("bob").id();
        var clerk = role("Clerk");
        var nobody = new UserId(UUID.randomUUID());
        var nothing = UUID.randomUUID();
        for (Runnable each :
                List.<Runnable>of(
                        () -> access.assignRole(ACTOR, nobody, clerk),
                        () -> access.assignRole(ACTOR, new ServiceAccountId(bob.value()), clerk),
                        () -> access.assignRole(ACTOR, bob, new RoleId(nothing)),
                        () -> access.unassignRole(ACTOR, bob, clerk),
                        () -> access.setRoles(ACTOR, nobody, Set.of()),
                        () -> access.assignScope(ACTOR, bob, new ScopeId(nothing)),
                        () -> access.unassignScope(ACTOR, bob, "orders:read"),
                        () -> access.setScopes(ACTOR, nobody, Set.of()),
                        () -> access.check(nobody, permission("users:read")),
                        () -> access.check(bob, new PermissionId(nothing)))) {
            assertThatExceptionOfType(NotFound.class).isThrownBy(each::run);
        }
        assertThatExceptionOfType(Invalid.class)
                .isThrownBy(() -> access.setRoles(ACTOR, bob, Set.of(clerk, new RoleId(nothing))))
                .withMessageStartingWith("ids holds " + nothing);
        assertThatExceptionOfType(Invalid.class)
                .isThrownBy(() -> access.setScopes(ACTOR, bob, Set.of(new ScopeId(nothing))))
                .withMessageStartingWith("ids holds " + nothing);
        assertThat(access.rolesOf(bob)).isEmpty();
    }

    @Test
    void a_set_replaces_what_was_there_and_tells_what_it_added_and_removed() {
        var access = site.auth().access();
        var alice = site.user("alice").id();

        access.setRoles(ACTOR, alice, Set.of(role("Clerk"), role("MadAuditor")));

        assertThat(access.rolesOf(alice)).containsExactly("Clerk", "MadAuditor");
        assertThat(site.storage().rows("select detail from audit_events where action = 'role.set'"))
                .containsExactly(List.of("added MadAuditor; removed Packer"));
        access.setScopes(ACTOR, alice, Set.of());
        assertThat(access.scopesOf(alice).isEmpty()).isTrue();
        access.unassignRole(ACTOR, alice, "MadAuditor");
        assertThat(
                        site.storage()
                                .rows(
                                        "select second_target_id, detail from audit_events where action = 'role.unassign'"))
                .containsExactly(List.of(role("MadAuditor").toString(), "removed MadAuditor"));
    }

    @Test
    void a_service_account_holds_roles_and_scopes_as_people_do() {
        var access = site.auth().access();
        var account = ServiceAccounts.make(site, "robot");

        access.assignRole(ACTOR, account, "MadAuditor");
        access.setScopes(ACTOR, account, Set.of(scope("orders:read")));

        assertThat(access.rolesOf(account)).containsExactly("MadAuditor");
        assertThat(access.scopesOf(account).names()).containsExactly("orders:read");
        assertThat(access.findSubject(account.value())).contains(account);
        assertThat(access.check(account, permission("users:read"))).isTrue();
        assertThat(access.check(account, permission("users:write"))).isFalse();
    }

    /// Security: A1
    /// Trap: 1
    @Test
    void who_is_disabled_or_locked_out_may_do_nothing() {
        var access = site.auth().access();
        var bob = site.user("bob").id();
        access.assignRole(ACTOR, bob, "MadAuditor");
        var reading = permission("users:read");
        assertThat(access.check(bob, reading)).isTrue();

        site.auth().users().deactivate(ACTOR, bob);
        assertThat(access.check(bob, reading)).isFalse();
        site.auth().users().activate(ACTOR, bob);
        var end = site.clock().instant().plusSeconds(60);
        site.auth().users().lockOut(ACTOR, bob, Optional.of(end));
        assertThat(access.check(bob, reading)).isFalse();
        site.clock().advance(Duration.ofSeconds(60));
        assertThat(access.check(bob, reading)).isTrue();
    }

    @Test
    void nobody_has_more_than_a_token_has_room_for() {
        var roles = site.auth().roles();
        var access = site.auth().access();
        var bob = site.user("bob").id();
        var many = new HashSet<RoleId>();
        for (int i = 0; i <= TokenRoom.MOST; i++) {
            many.add(roles.create(ACTOR).name("Role " + i).save().id());
        }
        assertThatExceptionOfType(Invalid.class)
                .isThrownBy(() -> access.setRoles(ACTOR, bob, many))
                .withMessageContaining("more than 100 roles");
        many.remove(many.iterator().next());
        access.setRoles(ACTOR, bob, many);
        assertThatExceptionOfType(Invalid.class)
                .isThrownBy(() -> access.assignRole(ACTOR, bob, "Clerk"));

        var wide = new HashSet<RoleId>();
        for (int i = 0; i < 10; i++) {
            wide.add(roles.create(ACTOR).name("日".repeat(99) + i).save().id());
        }
        assertThatExceptionOfType(Invalid.class)
                .isThrownBy(() -> access.setRoles(ACTOR, bob, wide))
                .withMessageContaining("bytes");
        var last = wide.iterator().next();
        wide.remove(last);
        roles.update(ACTOR, last).name("short").save();
        access.setRoles(ACTOR, bob, wide);
        access.assignRole(ACTOR, bob, last);
        assertThatExceptionOfType(Invalid.class)
                .isThrownBy(() -> roles.update(ACTOR, last).name("月".repeat(100)).save());
    }

    private RoleId role(String name) {
        return site.auth().roles().find(name).orElseThrow().id();
    }

    private ScopeId scope(String name) {
        return site.auth().scopes().find(name).orElseThrow().id();
    }

    private PermissionId permission(String name) {
        return site.auth().permissions().find(name).orElseThrow().id();
    }
}
