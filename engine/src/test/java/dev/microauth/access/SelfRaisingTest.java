package dev.microauth.access;

import static dev.microauth.Installation.ACTOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.microauth.BothDatabases;
import dev.microauth.Db;
import dev.microauth.Installation;
import dev.microauth.actor.Actor;
import dev.microauth.actor.Origin;
import dev.microauth.problem.AuthException.NotAllowed;
import dev.microauth.subject.SubjectId;
import dev.microauth.subject.UserId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// Every way up that somebody with some administrative permissions could try.
///
/// Security: H7
/// Trap: 22
@BothDatabases
class SelfRaisingTest {
    @AutoClose private final Installation site;
    private final Access access;
    private final Roles roles;
    private final Permissions permissions;
    private final Scopes scopes;
    private final UserId bob;
    private final UserId alice;
    private final UserId admin;

    SelfRaisingTest(Db db) {
        site = Installation.on(db);
        access = site.auth().access();
        roles = site.auth().roles();
        permissions = site.auth().permissions();
        scopes = site.auth().scopes();
        bob = site.user("bob").id();
        alice = site.user("alice").id();
        admin = site.user("admin").id();
        give(
                bob,
                "Keeper",
                "users:read",
                "users:write",
                "roles:read",
                "roles:write",
                "scopes:write");
    }

    @Test
    void nobody_gives_a_role_that_holds_more_than_they_do() {
        RoleId all = role("MadAdmin");
        RoleId auditor = role("MadAuditor");
        refused(() -> access.assignRole(as(bob), bob, all));
        refused(() -> access.assignRole(as(bob), alice, all));
        refused(() -> access.assignRole(as(bob), alice, auditor));
        refused(() -> access.setRoles(as(bob), bob, Set.of(role("Keeper"), auditor)));
        refused(() -> access.setRoles(as(bob), alice, Set.of(role("Keeper"), all)));

        assertThat(access.rolesOf(bob)).containsExactly("Keeper");
        assertThat(access.rolesOf(alice)).containsExactly("Clerk", "Packer");
        access.assignRole(as(bob), alice, role("Keeper"));
        assertThat(access.rolesOf(alice)).contains("Keeper");
    }

    @Test
    void nobody_puts_into_a_role_what_they_do_not_hold() {
        RoleId keeper = role("Keeper");
        refused(() -> roles.addPermission(as(bob), keeper, permission("keys:write")));
        refused(() -> roles.setPermissions(as(bob), keeper, Set.of(permission("keys:write"))));
        var made = permissions.create(as(bob)).name("pay").save();
        refused(() -> roles.addPermission(as(bob), keeper, made.id()));

        assertThat(permissions.of(keeper)).extracting(Permission::name).doesNotContain("pay");
        var clerk = role("Clerk");
        roles.addPermission(as(bob), clerk, permission("users:read"));
        assertThat(permissions.of(clerk)).extracting(Permission::name).contains("users:read");
        roles.addPermission(as(admin), clerk, made.id());
        assertThat(access.permissionsOf(alice)).contains("pay");
    }

    @Test
    void nobody_takes_from_somebody_above() {
        access.assignRole(ACTOR, admin, "Clerk");
        access.assignScope(ACTOR, admin, "orders:read");
        RoleId clerk = role("Clerk");
        roles.addPermission(ACTOR, clerk, permission("users:read"));
        refused(() -> access.unassignRole(as(bob), admin, "MadAdmin"));
        refused(() -> access.unassignRole(as(bob), admin, clerk));
        refused(() -> access.setRoles(as(bob), admin, Set.of()));
        refused(() -> access.setScopes(as(bob), admin, Set.of()));
        refused(() -> roles.removePermission(as(bob), clerk, permission("users:read")));
        refused(() -> roles.delete(as(bob), clerk));

        assertThat(access.rolesOf(admin)).containsExactly("Clerk", "MadAdmin");
        assertThat(access.scopesOf(admin).names()).containsExactly("orders:read");
        access.unassignRole(ACTOR, admin, clerk);
        roles.delete(as(bob), clerk);
        assertThat(access.rolesOf(alice)).containsExactly("Packer");
    }

    @Test
    void nobody_renames_what_they_hold_into_what_they_want() {
        var own = give(bob, "Own", "own");
        var pay = permissions.create(ACTOR).name("pay").save();
        var payer = give(alice, "Payer", "pay2");
        refused(() -> permissions.update(as(bob), permission("own")).name("pay3").save());
        refused(() -> permissions.update(as(bob), pay.id()).name("other").save());
        refused(() -> permissions.delete(as(bob), pay.id()));
        refused(() -> roles.update(as(bob), payer).name("Boss").save());

        permissions.update(as(bob), pay.id()).description(Optional.of("Pays.")).save();
        roles.update(as(bob), own).name("Owner").save();
        permissions.update(as(admin), pay.id()).name("spend").save();
        assertThat(access.permissionsOf(bob)).doesNotContain("pay", "pay3", "spend");
    }

    @Test
    void a_name_that_others_know_takes_what_it_takes_to_assign_it() {
        var carol = site.user("carol").id();
        give(carol, "Namer", "roles:write", "scopes:write");
        site.app("shop", with -> with.scopes("reports:read"));
        refused(() -> roles.update(as(carol), role("Clerk")).name("Boss").save());
        refused(() -> scopes.update(as(carol), scope("orders:read")).name("all:read").save());
        refused(() -> scopes.update(as(bob), scope("reports:read")).name("all:read").save());

        scopes.update(as(bob), scope("orders:read")).name("all:read").save();
        assertThat(access.scopesOf(alice).names()).contains("all:read");
    }

    @Test
    void the_role_of_a_service_account_is_worth_what_the_account_may_do() {
        var robot = ServiceAccounts.make(site, "robot");
        var carol = site.user("carol").id();
        give(carol, "Mechanic", "users:write", "service-accounts:write");
        refused(() -> access.assignRole(as(bob), bob, "robot"));
        access.assignRole(as(carol), alice, "robot");

        access.assignRole(ACTOR, robot, "MadAdmin");

        refused(() -> access.assignRole(as(carol), carol, "robot"));
        refused(() -> access.unassignRole(as(carol), robot, "MadAdmin"));
        // Alice can speak for the account now, so that her password is worth as much.
        refused(() -> site.auth().users().deactivate(as(bob), alice));
        refused(() -> access.unassignRole(as(carol), alice, "robot"));
        assertThatCode(() -> site.auth().users().deactivate(as(admin), alice))
                .doesNotThrowAnyException();
    }

    @Test
    void power_over_people_is_given_by_those_who_have_it() {
        var robot = ServiceAccounts.make(site, "robot");
        var carol = site.user("carol").id();
        give(carol, "Mechanic", "service-accounts:read", "service-accounts:write");
        for (String delegation :
                List.of(
                        "admin:provision_users",
                        "admin:reset_passwords",
                        "admin:deactivate_users",
                        "admin:read_user",
                        "admin:list_users")) {
            refused(() -> access.assignScope(as(carol), robot, delegation));
            refused(() ->
                    Rights.requireMayGiveScopes(as(carol), List.of("orders:read", delegation)));
        }
        refused(() -> access.setScopes(as(carol), robot, Set.of(scope("admin:list_users"))));
        access.assignScope(as(carol), robot, "orders:read");
        access.assignRole(as(carol), carol, "robot");
        access.unassignRole(as(carol), carol, "robot");

        access.assignScope(as(bob), robot, "admin:list_users");

        refused(() -> access.assignRole(as(carol), carol, "robot"));
        refused(() -> access.unassignScope(as(carol), robot, "orders:read"));
        assertThat(access.scopesOf(robot).names())
                .containsExactly("admin:list_users", "orders:read");
    }

    private static void refused(Runnable change) {
        assertThatExceptionOfType(NotAllowed.class).isThrownBy(change::run);
    }

    /// A role of this name with these permissions, made where they are not there yet.
    private RoleId give(SubjectId subject, String name, String... held) {
        var role = roles.create(ACTOR).name(name).save().id();
        for (String each : held) {
            if (permissions.find(each).isEmpty()) {
                permissions.create(ACTOR).name(each).save();
            }
            roles.addPermission(ACTOR, role, permission(each));
        }
        access.assignRole(ACTOR, subject, role);
        return role;
    }

    private Actor as(UserId user) {
        return Actor.user(user.toString(), Origin.NONE).with(access.permissionsOf(user));
    }

    private RoleId role(String name) {
        return roles.find(name).orElseThrow().id();
    }

    private ScopeId scope(String name) {
        return scopes.find(name).orElseThrow().id();
    }

    private PermissionId permission(String name) {
        return permissions.find(name).orElseThrow().id();
    }
}
