package dev.microauth.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.microauth.BothDatabases;
import dev.microauth.Db;
import dev.microauth.Installation;
import dev.microauth.Robot;
import dev.microauth.access.AdminPermission;
import dev.microauth.actor.Actor;
import dev.microauth.actor.Origin;
import dev.microauth.page.PageRequest;
import dev.microauth.problem.AuthException.AlreadyExists;
import dev.microauth.problem.AuthException.Invalid;
import dev.microauth.problem.AuthException.NotAllowed;
import dev.microauth.problem.AuthException.NotFound;
import dev.microauth.problem.AuthException.Stale;
import dev.microauth.subject.ClientId;
import dev.microauth.subject.ServiceAccountId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

@BothDatabases
class ServiceAccountsTest {
    @AutoClose private final Installation site;
    private final ServiceAccounts accounts;

    ServiceAccountsTest(Db db) {
        site = Installation.on(db);
        accounts = site.auth().serviceAccounts();
    }

    @Test
    void names_that_cannot_be_are_refused_by_their_field() {
        for (String name :
                List.of(
                        "",
                        " ",
                        "a b",
                        "a/b",
                        "dеploy",
                        "x".repeat(101),
                        UUID.randomUUID().toString(),
                        "self",
                        "SELF")) {
            assertThatExceptionOfType(Invalid.class)
                    .as(name)
                    .isThrownBy(() -> create(name).save())
                    .satisfies(refusal -> assertThat(refusal.fields()).containsOnlyKeys("name"));
        }
        assertThatExceptionOfType(Invalid.class)
                .isThrownBy(() -> accounts.create(Installation.ACTOR).save());
        assertThatExceptionOfType(Invalid.class)
                .isThrownBy(() -> create("a").description("line\nbreak"));
        assertThatExceptionOfType(Invalid.class)
                .isThrownBy(() -> create("a").description("x".repeat(501)));
        assertThat(site.storage().count("service_accounts")).isZero();
    }

    /// Security: B6, H9
    @Test
    void a_name_is_taken_once_among_accounts_clients_and_roles() {
        create("robot").save();
        site.app("shop", with -> with);

        for (String name : List.of("robot", "ROBOT", "shop", "Shop")) {
            assertThatExceptionOfType(AlreadyExists.class)
                    .as(name)
                    .isThrownBy(() -> create(name).save());
        }
        assertThatExceptionOfType(AlreadyExists.class)
                .isThrownBy(() -> site.app("robot", with -> with));
        site.auth().roles().create(Installation.ACTOR).name("Keeper").save();
        assertThatExceptionOfType(AlreadyExists.class).isThrownBy(() -> create("keeper").save());

        // Nothing of a refused one stays behind.
        assertThat(site.storage().count("service_accounts")).isEqualTo(1);
        assertThat(site.storage().rows("select name from principal_names order by name"))
                .containsExactly(List.of("robot"), List.of("shop"));
    }

    @Test
    void an_account_comes_with_a_protected_role_of_its_name_and_takes_it_along() {
        var account = create("Robot").description("nightly exports").save();

        assertThat(account.name()).isEqualTo(new ClientId("robot"));
        assertThat(account.credential()).isEmpty();
        assertThat(accounts.get(account.id())).isEqualTo(account);
        assertThat(accounts.get(new ClientId("robot"))).isEqualTo(account);
        assertThat(site.storage().rows("select name from roles where is_protected order by name"))
                .contains(List.of("robot"));
        site.auth().access().assignRole(Installation.ACTOR, site.user("alice").id(), "robot");

        accounts.delete(Installation.ACTOR, account.id());

        assertThat(accounts.find(account.id())).isEmpty();
        assertThat(site.auth().access().rolesOf(site.user("alice").id())).doesNotContain("robot");
        assertThat(site.storage().rows("select name from roles where name = 'robot'")).isEmpty();
        assertThat(site.storage().rows("select kind from subjects where kind <> 'user'")).isEmpty();
        create("robot").save();
    }

    @Test
    void with_an_account_everything_goes_that_was_its_own() {
        var robot = Robot.of(site, "robot", "orders:read");
        robot.token();
        site.auth()
                .postgresCredentials()
                .set(Installation.ACTOR, robot.id(), PostgresCredentialsTest.LOGIN);

        accounts.delete(Installation.ACTOR, robot.id());

        for (String table :
                List.of("service_accounts", "postgres_credentials", "tokens", "principal_names")) {
            assertThat(site.storage().count(table)).as(table).isZero();
        }
        assertThat(
                        site.storage()
                                .rows(
                                        "select 1 from subject_scopes where subject_id not in (select id from users)"))
                .isEmpty();
    }

    /// Security: H8
    @Test
    void a_change_of_an_older_version_is_refused() {
        var account = create("robot").save();
        var changed =
                accounts.update(Installation.ACTOR, account.id())
                        .expecting(account.version())
                        .description(Optional.of("new"))
                        .save();
        assertThat(changed.version()).isEqualTo(account.version() + 1);

        assertThatExceptionOfType(Stale.class)
                .isThrownBy(() ->
                        accounts.update(Installation.ACTOR, account.id())
                                .expecting(account.version())
                                .description(Optional.empty())
                                .save());
        assertThat(accounts.get(account.id()).description()).contains("new");
        assertThatExceptionOfType(NotFound.class)
                .isThrownBy(() ->
                        accounts.activate(
                                Installation.ACTOR, new ServiceAccountId(UUID.randomUUID())));
    }

    @Test
    void what_changes_nothing_writes_nothing() {
        var account = create("robot").description("as it is").save();
        long events = site.storage().count("audit_events");

        var same =
                accounts.update(Installation.ACTOR, account.id())
                        .description(Optional.of("as it is"))
                        .active(true)
                        .save();

        assertThat(same).isEqualTo(account);
        assertThat(site.storage().count("audit_events")).isEqualTo(events);
        accounts.update(Installation.ACTOR, account.id())
                .description(Optional.empty())
                .active(false)
                .save();
        assertThat(
                        site.storage()
                                .rows(
                                        "select detail from audit_events where action = 'service-account.update'"))
                .containsExactly(
                        List.of("description \"as it is\" → none, is_active true → false"));
    }

    /// Security: H7
    /// Trap: 22
    @Test
    void who_may_less_than_an_account_cannot_change_it() {
        var mighty = create("mighty").save();
        site.auth().access().assignRole(Installation.ACTOR, mighty.id(), "MadAdmin");
        var writer =
                Actor.user(site.user("bob").id().toString(), Origin.NONE)
                        .with(Set.of(AdminPermission.SERVICE_ACCOUNTS_WRITE.permission()));

        assertThatThrownBy(() -> accounts.deactivate(writer, mighty.id()))
                .isInstanceOf(NotAllowed.class);
        assertThatThrownBy(() -> accounts.delete(writer, mighty.id()))
                .isInstanceOf(NotAllowed.class);
        assertThatThrownBy(() ->
                        site.auth()
                                .serviceCredentials()
                                .issue(writer, AccountReference.of(mighty.id())))
                .isInstanceOf(NotAllowed.class);
        assertThat(accounts.get(mighty.id()).isActive()).isTrue();
    }

    @Test
    void accounts_are_listed_in_pages_searched_and_sorted() {
        for (String name : List.of("charlie", "alpha", "bravo")) {
            create(name).description("The " + name + " robot").save();
            site.clock().advance(Duration.ofMinutes(1));
        }
        accounts.deactivate(Installation.ACTOR, accounts.get(new ClientId("bravo")).id());

        assertThat(names(PageRequest.first(), Optional.empty()))
                .containsExactly("alpha", "bravo", "charlie");
        assertThat(names(PageRequest.first().sortedBy("-created_at"), Optional.empty()))
                .containsExactly("bravo", "alpha", "charlie");
        assertThat(names(PageRequest.first(), Optional.of(false))).containsExactly("bravo");
        assertThat(names(PageRequest.first().containing("HARLIE RO"), Optional.empty()))
                .containsExactly("charlie");
        var first = accounts.list(PageRequest.first().limit(2), Optional.empty());
        assertThat(first.total()).contains(3L);
        assertThat(names(PageRequest.first().after(first.next().orElseThrow()), Optional.empty()))
                .containsExactly("charlie");
    }

    private List<String> names(PageRequest request, Optional<Boolean> active) {
        return accounts.list(request, active).items().stream()
                .map(account -> account.name().value())
                .toList();
    }

    private NewServiceAccount create(String name) {
        return accounts.create(Installation.ACTOR).name(name);
    }
}
