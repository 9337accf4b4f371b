package dev.microauth.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.microauth.BothDatabases;
import dev.microauth.Db;
import dev.microauth.Installation;
import dev.microauth.problem.AuthException.AlreadyExists;
import dev.microauth.problem.AuthException.Invalid;
import java.util.Arrays;
import java.util.List;
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
    void odd_and_taken_names_are_refused() {
        var access = site.auth().access();
        for (String name : List.of("", "a b", "a\"b", "a\\b", "ä", "x".repeat(101))) {
            assertThatExceptionOfType(Invalid.class)
                    .as(name)
                    .isThrownBy(() -> access.createScope(Installation.ACTOR, name));
        }
        for (String name : List.of("", " ", "a\nb", "x".repeat(101))) {
            assertThatExceptionOfType(Invalid.class)
                    .as(name)
                    .isThrownBy(() -> access.createRole(Installation.ACTOR, name));
        }
        assertThatExceptionOfType(AlreadyExists.class)
                .isThrownBy(() -> access.createScope(Installation.ACTOR, "openid"));
        assertThatExceptionOfType(AlreadyExists.class)
                .isThrownBy(() -> access.createRole(Installation.ACTOR, "MadAdmin"));
    }

    @Test
    void to_assign_twice_is_to_assign_once() {
        var access = site.auth().access();
        var bob = site.user("bob").id();
        access.assignScope(Installation.ACTOR, bob, "reports:read");
        access.assignScope(Installation.ACTOR, bob, "reports:read");

        assertThat(access.scopesOf(bob).names()).containsExactly("reports:read");
    }
}
