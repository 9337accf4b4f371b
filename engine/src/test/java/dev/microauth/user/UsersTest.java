package dev.microauth.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.microauth.BothDatabases;
import dev.microauth.Db;
import dev.microauth.Installation;
import dev.microauth.problem.AuthException.AlreadyExists;
import dev.microauth.problem.AuthException.Invalid;
import dev.microauth.problem.AuthException.NotFound;
import dev.microauth.subject.UserId;
import java.util.List;
import java.util.Optional;
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
                        "a\u200bb")) {
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

    private NewUser create(String name) {
        return site.auth().users().create(Installation.ACTOR).username(name);
    }
}
