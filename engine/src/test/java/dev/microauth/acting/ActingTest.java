package dev.microauth.acting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.microauth.Db;
import dev.microauth.Installation;
import dev.microauth.MicroAuth;
import dev.microauth.actor.Actor;
import dev.microauth.actor.Origin;
import dev.microauth.audit.AuditQuery;
import dev.microauth.audit.StoredEvent;
import dev.microauth.audit.Verdict;
import dev.microauth.jose.TokenRefused;
import dev.microauth.oauth.GrantType;
import dev.microauth.page.PageRequest;
import dev.microauth.problem.AuthException;
import dev.microauth.secret.Secret;
import dev.microauth.service.PostgresLogin;
import dev.microauth.subject.ClientId;
import dev.microauth.user.User;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The nouns of the library, each with all of its verbs.
class ActingTest {
    private final Installation site = Installation.on(Db.SQLITE);
    private final MicroAuth auth = site.library();
    private final User alice = site.user("alice");

    @AfterEach
    void close() {
        site.close();
    }

    private StoredEvent latest() {
        return auth.audit().list().items().getFirst();
    }

    @Test
    void what_is_wrong_is_told_by_field() {
        assertThatExceptionOfType(AuthException.Invalid.class)
                .isThrownBy(() -> auth.users().create().username("").save());
        assertThatExceptionOfType(AuthException.AlreadyExists.class)
                .isThrownBy(() -> auth.users().create().username("ALICE").save());
        assertThatExceptionOfType(AuthException.NotFound.class)
                .isThrownBy(() -> auth.clients().get(new ClientId("nobody")));
        assertThatExceptionOfType(AuthException.Stale.class)
                .isThrownBy(() ->
                        auth.users()
                                .update(alice.id())
                                .expecting(Optional.of(99L))
                                .name(Optional.of("A"))
                                .save());
        assertThatExceptionOfType(AuthException.Protected.class)
                .isThrownBy(() -> auth.users().delete(site.user("admin").id()));
    }

    @Test
    void an_engine_that_is_closed_says_so() throws TokenRefused {
        String token = auth.tokens().issue(alice.id()).save().compact();
        assertThat(auth.tokens().verify(token).id()).isEqualTo(alice.id().toString());
        site.stop();
        assertThatExceptionOfType(AuthException.Closed.class)
                .isThrownBy(() -> auth.users().find(alice.id()));
        assertThatExceptionOfType(AuthException.Closed.class)
                .isThrownBy(() -> auth.tokens().verify(token));
        site.start();
    }

    /// Security: H7
    @Test
    void whoever_acts_gives_nobody_what_they_do_not_hold() {
        var clerk = auth.as(Actor.user(alice.id().toString(), Origin.NONE));
        assertThatExceptionOfType(AuthException.NotAllowed.class)
                .isThrownBy(() -> clerk.users().assignRole(site.user("bob").id(), "MadAdmin"));
        assertThatExceptionOfType(AuthException.NotAllowed.class)
                .isThrownBy(() -> clerk.users().lock(site.user("admin").id(), User.FOR_GOOD));
    }

    @Test
    void every_change_stands_in_the_log_under_who_made_it() {
        auth.users().update(alice.id()).name(Optional.of("Alice")).save();
        assertThat(latest().actorId()).contains("shop");
        var bob = Actor.user(site.user("bob").id().toString(), Origin.NONE);
        auth.as(bob).users().update(alice.id()).name(Optional.of("Alicia")).save();
        assertThat(latest().actorId()).isEqualTo(bob.id());
        assertThat(latest().actorKind()).isEqualTo("user");
        assertThat(auth.audit().verify()).isInstanceOf(Verdict.Whole.class);
        site.clock().advance(java.time.Duration.ofSeconds(1));
        assertThat(auth.audit().export(AuditQuery.ALL).map(StoredEvent::action))
                .contains("user.update")
                .doesNotContain("audit.export");
        assertThat(latest().action()).isEqualTo("audit.export");
    }

    @Test
    void clients_are_made_with_one_secret_changed_and_removed() {
        var created =
                auth.clients()
                        .create()
                        .name("Shop")
                        .redirectUri("https://shop.example.com/callback")
                        .redirectUri("https://shop.example.com/again")
                        .save();
        var id = created.client().clientId();
        assertThat(created.secret()).isPresent();
        assertThat(created.client().grantTypes()).containsExactly(GrantType.AUTHORIZATION_CODE);
        assertThat(created.client().settings().redirectUris()).hasSize(2);
        assertThat(created.client().name()).isEqualTo("Shop");

        var scope = auth.scopes().find("orders:read").orElseThrow();
        auth.clients().assignScope(id, scope.id());
        assertThat(auth.clients().get(id).scopes().names()).contains("orders:read");
        auth.clients().unassignScope(id, scope.id());
        auth.clients().setScopes(id, Set.of(scope.id()));
        assertThat(auth.clients().get(id).scopes().names()).containsExactly("orders:read");

        var secret = auth.clients().addSecret(id, Optional.empty());
        assertThat(auth.clients().secrets(id, PageRequest.first()).items()).hasSize(2);
        auth.clients().removeSecret(id, secret.id());

        auth.clients().deactivate(id);
        assertThat(auth.clients().update(id).name("Store").save().isActive()).isFalse();
        auth.clients().activate(id);
        assertThat(auth.clients().find("STORE")).isEmpty();
        assertThat(auth.clients().find(id.value().toUpperCase(java.util.Locale.ROOT))).isPresent();
        auth.clients().delete(id);
        assertThat(auth.clients().find(id)).isEmpty();
    }

    @Test
    void two_clients_without_a_client_id_are_two() {
        var one = auth.clients().create().name("Twin").grants().save();
        var two = auth.clients().create().name("Twin").grants().save();
        assertThat(one.client().clientId()).isNotEqualTo(two.client().clientId());
    }

    @Test
    void a_list_is_read_to_its_end() {
        IntStream.range(0, 60)
                .forEach(i -> auth.clients().create().clientId("c" + i).grants().save());
        assertThat(auth.clients().list().items()).hasSize(50);
        assertThat(auth.clients().stream()).hasSize(60);
        assertThat(auth.users().stream().map(each -> each.username().value()))
                .containsExactlyInAnyOrder("alice", "bob", "carol", "admin");
    }

    @Test
    void people_are_invited_locked_disabled_and_removed() {
        var users = auth.users();
        var created = users.createInvited(form -> form.username("dave").email("dave@example.com"));
        var dave = created.user().id();
        assertThat(created.invitation()).isPresent();
        assertThat(users.invite(dave).url().revealText()).contains("/setup/");
        users.verifyEmail(dave);
        assertThat(users.findByEmail("DAVE@example.com")).map(User::emailVerified).contains(true);

        users.lock(dave, User.FOR_GOOD);
        assertThat(users.get(dave).lockoutUntil()).contains(User.FOR_GOOD);
        users.unlock(dave);
        users.deactivate(dave);
        assertThat(users.get(dave).isActive()).isFalse();
        users.activate(dave);
        assertThat(users.get(dave).mayEnter(site.clock().instant())).isTrue();
        users.delete(dave);
        assertThat(users.find("dave")).isEmpty();

        assertThat(users.resetPassword(alice.id()).url().revealText()).contains("/setup/");
        assertThat(users.firstAdministrator()).isEmpty();
    }

    /// Security: F11
    @Test
    void nobody_but_the_application_makes_its_first_administrator() {
        var other = auth.as(Actor.user(alice.id().toString(), Origin.NONE));
        assertThatExceptionOfType(AuthException.NotAllowed.class)
                .isThrownBy(() -> other.users().firstAdministrator());
    }

    @Test
    void people_hold_roles_scopes_and_by_them_permissions() {
        var bob = site.user("bob").id();
        var cook = auth.roles().create().name("Cook").description("Cooks").save();
        var salt = auth.permissions().create().name("soup:salt").save();
        auth.roles().addPermission(cook.id(), salt.id());
        auth.users().assignRole(bob, "Cook");
        assertThat(auth.users().permissions(bob)).containsExactly("soup:salt");
        auth.roles().removePermission(cook.id(), salt.id());
        auth.roles().setPermissions(cook.id(), Set.of(salt.id()));
        assertThat(auth.roles().permissions(cook.id())).containsExactly(salt);
        assertThat(auth.roles().update(cook.id()).name("Chef").save().name()).isEqualTo("Chef");
        assertThat(auth.users().roles(bob)).extracting(role -> role.name()).containsExactly("Chef");
        auth.users().unassignRole(bob, "Chef");
        auth.users().setRoles(bob, Set.of(cook.id()));
        auth.permissions().delete(salt.id());
        assertThat(auth.users().permissions(bob)).isEmpty();
        auth.roles().delete(cook.id());
        assertThat(auth.users().roles(bob)).isEmpty();

        var soup = auth.scopes().create().name("soup:read").save();
        auth.users().assignScope(bob, "soup:read");
        auth.users().unassignScope(bob, "soup:read");
        auth.users().setScopes(bob, Set.of(soup.id()));
        assertThat(auth.users().scopes(bob)).hasSize(1);
        auth.scopes().delete(soup.id());
        assertThat(auth.users().scopes(bob)).isEmpty();
        assertThat(auth.scopes().stream()).isNotEmpty();
        assertThat(auth.permissions().stream()).isNotEmpty();
    }

    @Test
    void service_accounts_have_a_credential_and_a_login_that_is_kept() {
        var accounts = auth.serviceAccounts();
        var backup = accounts.create().name("backup").save().id();
        assertThat(accounts.issueCredential(backup).credential().revealText()).isNotEmpty();
        accounts.revokeCredential(backup);
        assertThat(accounts.get(backup).credential()).isEmpty();

        accounts.setPostgresLogin(
                backup, new PostgresLogin("db", 5432, "shop", "reader", Secret.of("pw")));
        assertThat(accounts.findPostgresLogin(backup)).isPresent();
        assertThat(accounts.readPostgresLogin(backup).password().revealText()).isEqualTo("pw");
        assertThat(latest().action()).contains("read");
        accounts.deletePostgresLogin(backup);
        assertThat(accounts.findPostgresLogin(backup)).isEmpty();

        accounts.assignRole(backup, "Clerk");
        accounts.unassignRole(backup, "Clerk");
        accounts.assignScope(backup, "orders:read");
        accounts.unassignScope(backup, "orders:read");
        accounts.update(backup).description(Optional.of("nightly")).save();
        accounts.deactivate(backup);
        accounts.activate(backup);
        assertThat(accounts.find("backup")).map(each -> each.isActive()).contains(true);
        assertThat(accounts.stream()).hasSize(1);
        accounts.delete(backup);
        assertThat(accounts.list().items()).isEmpty();
    }

    @Test
    void sessions_are_looked_at_and_ended() {
        var app =
                site.app(
                        "shop",
                        form -> form.firstParty().grants(GrantType.PASSWORD).scopes("orders:read"));
        app.password("alice");
        app.password("alice");
        List<dev.microauth.session.Session> live = auth.sessions().ofUser(alice.id()).toList();
        assertThat(live).hasSize(2);
        auth.sessions().end(auth.sessions().get(live.getFirst().id()).id());
        assertThatExceptionOfType(AuthException.NotFound.class)
                .isThrownBy(() -> auth.sessions().end(live.getFirst().id()));
        assertThat(auth.sessions().endAll(alice.id())).isEqualTo(1);
        assertThat(auth.sessions().list().items()).isEmpty();
    }
}
