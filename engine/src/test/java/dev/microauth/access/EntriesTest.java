package dev.microauth.access;

import static dev.microauth.Installation.ACTOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.microauth.BothDatabases;
import dev.microauth.Db;
import dev.microauth.Installation;
import dev.microauth.problem.AuthException.AlreadyExists;
import dev.microauth.problem.AuthException.Invalid;
import dev.microauth.problem.AuthException.NotFound;
import dev.microauth.problem.AuthException.Protected;
import dev.microauth.problem.AuthException.Stale;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// Roles, permissions and scopes as rows of their own.
@BothDatabases
class EntriesTest {
    // Whoever types it means the one with this id.
    private static final String ID = "3855db1d-465e-412b-b1f4-b5cd78b4ae9f";

    @AutoClose private final Installation site;
    private final Roles roles;
    private final Permissions permissions;
    private final Scopes scopes;

    EntriesTest(Db db) {
        site = Installation.on(db);
        roles = site.auth().roles();
        permissions = site.auth().permissions();
        scopes = site.auth().scopes();
    }

    /// Security: H3, H9
    @Test
    void odd_names_are_refused() {
        for (String name : List.of("", "a b", "a\"b", "a\\b", "ä", "x".repeat(101), ID)) {
            assertThatExceptionOfType(Invalid.class)
                    .as(name)
                    .isThrownBy(() -> scopes.create(ACTOR).name(name));
        }
        for (String name :
                List.of(
                        "",
                        " ",
                        "MadAdmin ",
                        " MadAdmin",
                        "Mad  Admin",
                        "a\nb",
                        "a\u0000b",
                        "a\u200bb",
                        "a\u202eb",
                        "\ufeffab",
                        "M\u0430dAdmin",
                        "x".repeat(101),
                        ID)) {
            assertThatExceptionOfType(Invalid.class)
                    .as(name)
                    .isThrownBy(() -> roles.create(ACTOR).name(name));
            assertThatExceptionOfType(Invalid.class)
                    .as(name)
                    .isThrownBy(() -> permissions.create(ACTOR).name(name));
        }
        assertThatExceptionOfType(Invalid.class).isThrownBy(() -> roles.create(ACTOR).save());
        for (String text : List.of("x".repeat(501), "a\u0007b")) {
            assertThatExceptionOfType(Invalid.class)
                    .isThrownBy(() -> roles.create(ACTOR).name("R").description(text).save());
        }
    }

    /// Security: H9
    @Test
    void a_name_is_taken_once_however_it_is_written() {
        for (String name : List.of("MadAdmin", "madadmin", "MADADMIN", "ＭａｄＡｄｍｉｎ", "clerk")) {
            assertThatExceptionOfType(AlreadyExists.class)
                    .as(name)
                    .isThrownBy(() -> roles.create(ACTOR).name(name).save());
        }
        for (String name : List.of("openid", "OpenID", "ADMIN:read_user")) {
            assertThatExceptionOfType(AlreadyExists.class)
                    .as(name)
                    .isThrownBy(() -> scopes.create(ACTOR).name(name).save());
        }
        assertThatExceptionOfType(AlreadyExists.class)
                .isThrownBy(() -> permissions.create(ACTOR).name("Users:Write").save());
        var clerk = roles.find("CLERK").orElseThrow();
        assertThat(clerk.name()).isEqualTo("Clerk");
        assertThatExceptionOfType(AlreadyExists.class)
                .isThrownBy(() -> roles.update(ACTOR, clerk.id()).name("madauditor").save());
        assertThat(roles.update(ACTOR, clerk.id()).name("CLERK").save().name()).isEqualTo("CLERK");
    }

    /// Security: H9
    @Test
    void what_is_built_in_is_neither_changed_nor_deleted() {
        var admin = roles.find(Access.ADMIN_ROLE).orElseThrow();
        var writing = permissions.find("users:write").orElseThrow();
        var openid = scopes.find("openid").orElseThrow();
        for (Runnable each :
                List.<Runnable>of(
                        () -> roles.update(ACTOR, admin.id()).name("Other").save(),
                        () -> roles.update(ACTOR, admin.id()).description(Optional.empty()).save(),
                        () -> roles.delete(ACTOR, admin.id()),
                        () -> roles.removePermission(ACTOR, admin.id(), writing.id()),
                        () -> roles.setPermissions(ACTOR, admin.id(), Set.of()),
                        () ->
                                roles.addPermission(
                                        ACTOR,
                                        roles.find("MadAuditor").orElseThrow().id(),
                                        writing.id()),
                        () -> permissions.update(ACTOR, writing.id()).name("other").save(),
                        () -> permissions.delete(ACTOR, writing.id()),
                        () -> scopes.update(ACTOR, openid.id()).name("other").save(),
                        () -> scopes.delete(ACTOR, openid.id()))) {
            assertThatExceptionOfType(Protected.class).isThrownBy(each::run);
        }
        assertThat(roles.get(admin.id())).isEqualTo(admin);
    }

    @Test
    void what_does_not_exist_is_not_found() {
        var nothing = UUID.randomUUID();
        for (Runnable each :
                List.<Runnable>of(
                        () -> roles.get(new RoleId(nothing)),
                        () -> roles.update(ACTOR, new RoleId(nothing)).name("x").save(),
                        () -> roles.delete(ACTOR, new RoleId(nothing)),
                        () -> roles.setPermissions(ACTOR, new RoleId(nothing), Set.of()),
                        () -> permissions.get(new PermissionId(nothing)),
                        () -> scopes.delete(ACTOR, new ScopeId(nothing)))) {
            assertThatExceptionOfType(NotFound.class).isThrownBy(each::run);
        }
        var clerk = roles.find("Clerk").orElseThrow().id();
        assertThatExceptionOfType(NotFound.class)
                .isThrownBy(() -> roles.addPermission(ACTOR, clerk, new PermissionId(nothing)));
        assertThatExceptionOfType(NotFound.class)
                .isThrownBy(() -> roles.removePermission(ACTOR, clerk, new PermissionId(nothing)));
        assertThatExceptionOfType(Invalid.class)
                .isThrownBy(
                        () -> roles.setPermissions(ACTOR, clerk, Set.of(new PermissionId(nothing))))
                .withMessageStartingWith("ids ");
    }

    /// Security: H8
    @Test
    void a_stale_version_is_refused_and_a_change_counts_it_up() {
        var made = roles.create(ACTOR).name("Reader").description("Reads.").save();
        assertThat(made.version()).isEqualTo(1);

        var changed =
                roles.update(ACTOR, made.id())
                        .expecting(1)
                        .name("Readers")
                        .description(Optional.empty())
                        .save();

        assertThat(changed)
                .isEqualTo(
                        new Role(
                                made.id(),
                                "Readers",
                                Optional.empty(),
                                false,
                                made.createdAt(),
                                2));
        assertThatExceptionOfType(Stale.class)
                .isThrownBy(() -> roles.update(ACTOR, made.id()).expecting(1).name("Third").save());
        assertThat(roles.update(ACTOR, made.id()).expecting(2).name("Readers").save())
                .isEqualTo(changed);
        assertThat(detail("role.update"))
                .containsExactly(List.of("name Reader → Readers, description Reads. → none"));
        site.restart();
        assertThat(site.auth().roles().get(made.id())).isEqualTo(changed);
    }

    @Test
    void the_administrator_role_holds_a_new_permission_at_once_and_a_deleted_one_no_more() {
        var made = permissions.create(ACTOR).name("books:burn").save();
        var admin = site.user("admin").id();

        assertThat(site.auth().access().permissionsOf(admin)).contains("books:burn");
        assertThat(permissions.of(admin)).contains(made);
        permissions.delete(ACTOR, made.id());
        assertThat(site.auth().access().permissionsOf(admin)).doesNotContain("books:burn");
    }

    @Test
    void a_permission_of_a_newer_program_is_not_the_one_that_somebody_made_under_its_name() {
        var mine = permissions.create(ACTOR).name("later:write").save();
        site.storage()
                .sql(
                        "update permissions set name = 'BACKUPS:write2', folded = 'x', skeleton = 'x' where name = 'backups:write'");
        site.storage()
                .sql(
                        "update permissions set name = 'Backups:Write', folded = 'backups:write', skeleton = 'backups:write' where name = 'later:write'");

        site.restart();

        var permissions = site.auth().permissions();
        assertThat(permissions.get(mine.id()).name()).isEqualTo("custom:Backups:Write");
        assertThat(permissions.get(mine.id()).isProtected()).isFalse();
    }

    private List<List<String>> detail(String action) {
        return site.storage()
                .rows("select detail from audit_events where action = '" + action + "'");
    }
}
