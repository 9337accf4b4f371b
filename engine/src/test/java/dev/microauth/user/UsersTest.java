package dev.microauth.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.microauth.BothDatabases;
import dev.microauth.Db;
import dev.microauth.Installation;
import dev.microauth.access.AdminPermission;
import dev.microauth.actor.Actor;
import dev.microauth.actor.Origin;
import dev.microauth.page.PageRequest;
import dev.microauth.problem.AuthException.AlreadyExists;
import dev.microauth.problem.AuthException.Invalid;
import dev.microauth.problem.AuthException.NotAllowed;
import dev.microauth.problem.AuthException.NotFound;
import dev.microauth.problem.AuthException.Protected;
import dev.microauth.problem.AuthException.Stale;
import dev.microauth.subject.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

@BothDatabases
class UsersTest {
    @AutoClose private final Installation site;

    UsersTest(Db db) {
        site = Installation.on(db);
    }

    /// Security: H9
    @Test
    void a_name_or_address_is_taken_once_however_it_is_written() {
        for (String name : List.of("alice", "ALICE", "ａｌｉｃｅ", "Alice")) {
            assertThatExceptionOfType(AlreadyExists.class).isThrownBy(() -> create(name).save());
        }
        assertThatExceptionOfType(AlreadyExists.class)
                .isThrownBy(() -> create("other").email("ALICE@Example.com").save());
    }

    @Test
    void odd_names_are_refused() {
        for (String name :
                List.of(
                        "",
                        " ",
                        "a b",
                        "a/b",
                        "a\u0000",
                        "a\nb",
                        "a\u202eb",
                        "<b>",
                        "x".repeat(65),
                        "a\u200bb",
                        "admin ",
                        "\u0430dmin",
                        "admin\ufe0f",
                        // Whoever types it means the one with this id.
                        "3855db1d-465e-412b-b1f4-b5cd78b4ae9f",
                        "3855DB1D-465E-412B-B1F4-B5CD78B4AE9F")) {
            assertThatExceptionOfType(Invalid.class).as(name).isThrownBy(() -> create(name));
        }
        for (String email : List.of("", "a", "@b", "a@", "a@b@c", "a b@c", "a\n@b")) {
            assertThatExceptionOfType(Invalid.class)
                    .as(email)
                    .isThrownBy(() -> create("dora").email(email));
        }
    }

    /// Trap: 10
    @Test
    void folding_is_done_once_and_for_all() {
        for (String typed : List.of("ALICE", "Straße", "İpek", "ΣΊΣΥΦΟΣ", "K", "ﬁne", "Å")) {
            String folded = Username.fold(typed);
            assertThat(Username.fold(folded)).as(typed).isEqualTo(folded);
            assertThat(Username.find(typed)).isPresent();
        }
        assertThat(site.auth().users().find(Username.of("ALICE"))).isPresent();
    }

    /// Security: F1, F2
    @Test
    void a_weak_password_makes_no_user() {
        for (String password : List.of("short", "dora-dora-dora-dora", "passwordpassword")) {
            assertThatExceptionOfType(Invalid.class)
                    .as(password)
                    .isThrownBy(() -> create("dora").password(password.toCharArray()).save())
                    .withMessageNotContaining(password);
        }
        assertThat(site.auth().users().find(Username.of("dora"))).isEmpty();
    }

    @Test
    void what_was_saved_comes_back_alike() {
        var made = create("Dora").email("Dora@example.com").name("Dora D.").save();

        site.restart();

        assertThat(site.auth().users().get(made.id())).isEqualTo(made);
        assertThat(made.username().value()).isEqualTo("dora");
        assertThat(UserId.parse(made.id().toString())).contains(made.id());
    }

    @Test
    void nobody_is_changed_who_does_not_exist() {
        var users = site.auth().users();
        var nobody = new UserId(UUID.randomUUID());
        for (Runnable each :
                List.<Runnable>of(
                        () -> users.get(nobody),
                        () -> users.activate(Installation.ACTOR, nobody),
                        () -> users.deactivate(Installation.ACTOR, nobody),
                        () -> users.lockOut(Installation.ACTOR, nobody, Optional.empty()),
                        () -> users.delete(Installation.ACTOR, nobody),
                        () -> site.auth().access().assignRole(Installation.ACTOR, nobody, "Clerk"),
                        () ->
                                site.auth()
                                        .access()
                                        .assignScope(Installation.ACTOR, nobody, "orders:read"))) {
            assertThatExceptionOfType(NotFound.class).isThrownBy(each::run);
        }
    }

    @Test
    void each_change_counts_the_version_up() {
        var users = site.auth().users();
        var id = site.user("alice").id();
        long before = users.get(id).version();

        users.deactivate(Installation.ACTOR, id);
        users.activate(Installation.ACTOR, id);

        assertThat(users.get(id).version()).isEqualTo(before + 2);
    }

    /// Security: H9
    @Test
    void a_name_that_looks_like_another_is_taken() {
        create("coco").save();
        // Cyrillic letters, all of them.
        assertThatExceptionOfType(AlreadyExists.class)
                .isThrownBy(() -> create("\u0441\u043e\u0441\u043e").save());
        create("\u0441\u0430\u0440\u0430").save();
        assertThatExceptionOfType(AlreadyExists.class)
                .isThrownBy(() -> change("alice").username("capa").save());
    }

    /// Security: H8, H9
    @Test
    void a_change_is_refused_whole() {
        var users = site.auth().users();
        User before = site.user("alice");
        assertThatExceptionOfType(AlreadyExists.class)
                .isThrownBy(() -> change("alice").name(Optional.of("A")).username("BOB").save());
        assertThatExceptionOfType(AlreadyExists.class)
                .isThrownBy(() ->
                        change("alice")
                                .username("al")
                                .email(Optional.of("Bob@example.com"))
                                .save());
        assertThatExceptionOfType(Stale.class)
                .isThrownBy(() ->
                        change("alice")
                                .expecting(Optional.of(before.version() + 1))
                                .username("al")
                                .save());
        assertThatExceptionOfType(NotFound.class)
                .isThrownBy(() ->
                        users.update(Installation.ACTOR, new UserId(UUID.randomUUID())).save());
        for (Runnable each :
                List.<Runnable>of(
                        () -> change("alice").username("a b"),
                        () -> change("alice").email(Optional.of("x")),
                        () -> change("alice").name(Optional.of(" ")),
                        () -> change("alice").name(Optional.of("x".repeat(201))))) {
            assertThatExceptionOfType(Invalid.class).isThrownBy(each::run);
        }
        assertThat(users.get(before.id())).isEqualTo(before);
    }

    @Test
    void a_change_keeps_what_it_does_not_name_and_nothing_is_no_change() {
        var users = site.auth().users();
        User before = site.user("alice");
        users.verifyEmail(Installation.ACTOR, before.id());
        User changed =
                change("alice")
                        .expecting(Optional.of(before.version() + 1))
                        .username("Alicia")
                        .name(Optional.of(" Alicia A. "))
                        .attributes(Attributes.of(Map.of("team", "blue")))
                        .save();
        assertThat(changed.username().value()).isEqualTo("alicia");
        assertThat(changed.name()).contains("Alicia A.");
        assertThat(changed.email()).isEqualTo(before.email());
        assertThat(changed.emailVerified()).isTrue();
        assertThat(changed.attributes().members()).isEqualTo(Map.of("team", "blue"));
        assertThat(changed.version()).isEqualTo(before.version() + 2);
        assertThat(change("alicia").username("ALICIA").save()).isEqualTo(changed);
        assertThat(
                        site.storage()
                                .rows(
                                        "select detail from audit_events where action = 'user.update' order by sequence")
                                .getLast())
                .containsExactly("username alice → alicia, name none → Alicia A., attributes team");
    }

    @Test
    void another_address_is_unverified_again() {
        var users = site.auth().users();
        UserId alice = site.user("alice").id();
        users.verifyEmail(Installation.ACTOR, alice);
        assertThat(users.findByEmail("ALICE@example.com ").orElseThrow().emailVerified()).isTrue();
        assertThat(change("alice").email(Optional.of("a@example.org")).save().emailVerified())
                .isFalse();
        assertThat(change("alice").email(Optional.empty()).save().email()).isEmpty();
        assertThatExceptionOfType(Invalid.class)
                .isThrownBy(() -> users.verifyEmail(Installation.ACTOR, alice));
    }

    /// Security: H7
    /// Trap: 22
    @Test
    void nobody_acts_on_somebody_above_them() {
        var users = site.auth().users();
        User admin = site.user("admin");
        var clerk =
                Actor.user(UUID.randomUUID().toString(), Origin.NONE)
                        .with(Set.of(AdminPermission.USERS_WRITE.permission()));
        for (Runnable each :
                List.<Runnable>of(
                        () -> users.activate(clerk, admin.id()),
                        () -> users.deactivate(clerk, admin.id()),
                        () -> users.verifyEmail(clerk, admin.id()),
                        () -> users.lockOut(clerk, admin.id(), Optional.empty()),
                        () -> users.lockOut(clerk, admin.id(), Optional.of(User.FOR_GOOD)),
                        () -> users.update(clerk, admin.id()).username("x").save(),
                        () -> users.delete(clerk, admin.id()))) {
            assertThatExceptionOfType(NotAllowed.class).isThrownBy(each::run);
        }
        assertThat(users.get(admin.id())).isEqualTo(admin);
    }

    /// Security: H9
    @Test
    void the_last_administrator_who_can_enter_stays() {
        var users = site.auth().users();
        UserId admin = site.user("admin").id();
        UserId bob = site.user("bob").id();
        var soon = Optional.of(site.clock().instant().plusSeconds(60));
        site.auth().access().assignRole(Installation.ACTOR, bob, "MadAdmin");
        users.lockOut(Installation.ACTOR, bob, soon);
        for (Runnable each :
                List.<Runnable>of(
                        () -> users.deactivate(Installation.ACTOR, admin),
                        () -> users.lockOut(Installation.ACTOR, admin, soon),
                        () -> users.lockOut(Installation.ACTOR, admin, Optional.of(User.FOR_GOOD)),
                        () -> users.delete(Installation.ACTOR, admin))) {
            assertThatExceptionOfType(Protected.class).isThrownBy(each::run);
        }
        site.clock().advance(Duration.ofSeconds(60));
        users.deactivate(Installation.ACTOR, admin);
        assertThat(users.get(admin).isActive()).isFalse();
    }

    /// Trap: 1
    @Test
    void a_lock_out_ends_in_the_future_or_never() {
        var users = site.auth().users();
        UserId bob = site.user("bob").id();
        for (Instant when :
                List.of(
                        site.clock().instant(),
                        Instant.EPOCH,
                        User.FOR_GOOD.plusSeconds(1),
                        Instant.MAX)) {
            assertThatExceptionOfType(Invalid.class)
                    .isThrownBy(() -> users.lockOut(Installation.ACTOR, bob, Optional.of(when)));
        }
        users.lockOut(Installation.ACTOR, bob, Optional.of(User.FOR_GOOD));
        assertThat(users.get(bob).lockoutUntil()).contains(User.FOR_GOOD);
        site.clock().advance(Duration.ofDays(20_000));
        assertThat(users.get(bob).mayEnter(site.clock().instant())).isFalse();
        users.lockOut(Installation.ACTOR, bob, Optional.empty());
        assertThat(users.get(bob).lockoutUntil()).isEmpty();
    }

    @Test
    void people_are_listed_in_every_order_and_by_every_filter() {
        var users = site.auth().users();
        users.deactivate(Installation.ACTOR, site.user("bob").id());
        users.lockOut(Installation.ACTOR, site.user("carol").id(), Optional.of(User.FOR_GOOD));
        assertThat(names(PageRequest.first(), UserFilter.ALL))
                .containsExactly("admin", "alice", "bob", "carol");
        assertThat(names(PageRequest.first().sortedBy("-username").limit(2), UserFilter.ALL))
                .containsExactly("carol", "bob");
        assertThat(names(PageRequest.first().sortedBy("email"), UserFilter.ALL))
                .startsWith("carol");
        for (String sort : List.of("created_at", "-last_login")) {
            assertThat(names(PageRequest.first().sortedBy(sort), UserFilter.ALL)).hasSize(4);
        }
        assertThat(names(PageRequest.first().containing("ALICE@"), UserFilter.ALL))
                .containsExactly("alice");
        assertThat(names(PageRequest.first(), filter(Optional.of(false), Optional.empty())))
                .containsExactly("bob");
        assertThat(names(PageRequest.first(), filter(Optional.empty(), Optional.of(true))))
                .containsExactly("carol");
        assertThat(names(PageRequest.first(), filter(Optional.of(true), Optional.of(false))))
                .containsExactly("admin", "alice");
        var page = users.list(PageRequest.first().limit(3), UserFilter.ALL);
        assertThat(page.total()).contains(4L);
        assertThat(names(PageRequest.first().after(page.next().orElseThrow()), UserFilter.ALL))
                .containsExactly("carol");
    }

    private List<String> names(PageRequest request, UserFilter filter) {
        return site.auth().users().list(request, filter).items().stream()
                .map(user -> user.username().value())
                .toList();
    }

    private static UserFilter filter(Optional<Boolean> active, Optional<Boolean> locked) {
        return new UserFilter(active, locked);
    }

    private UserChange change(String name) {
        return site.auth().users().update(Installation.ACTOR, site.user(name).id());
    }

    private NewUser create(String name) {
        return site.auth().users().create(Installation.ACTOR).username(name);
    }
}
