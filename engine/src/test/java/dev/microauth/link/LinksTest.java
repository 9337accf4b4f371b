package dev.microauth.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.microauth.App;
import dev.microauth.BothDatabases;
import dev.microauth.Db;
import dev.microauth.Installation;
import dev.microauth.access.AdminPermission;
import dev.microauth.actor.Actor;
import dev.microauth.actor.Origin;
import dev.microauth.oauth.GrantType;
import dev.microauth.oauth.OAuthRefusal;
import dev.microauth.problem.AuthException.AlreadyExists;
import dev.microauth.problem.AuthException.Invalid;
import dev.microauth.problem.AuthException.NotAllowed;
import dev.microauth.problem.AuthException.NotFound;
import dev.microauth.problem.AuthException.Protected;
import dev.microauth.secret.Secret;
import dev.microauth.subject.UserId;
import dev.microauth.user.User;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

@BothDatabases
class LinksTest {
    private static final String FRESH = "nine grey herons at noon";

    @AutoClose private final Installation site;

    LinksTest(Db db) {
        site = Installation.on(db);
    }

    /// Security: F10, G2, X
    @Test
    void unknown_used_expired_and_disabled_are_one_answer() {
        UserId carol = site.user("carol").id();
        assertDead(Secret.of("x".repeat(43)));
        assertDead(Secret.of(""));
        assertDead(Secret.of("' or 1=1"));

        var used = token(links().invite(Installation.ACTOR, carol));
        assertThat(choose(used)).isPresent();
        assertDead(used);

        var expired = token(links().reset(Installation.ACTOR, carol));
        site.clock().advance(Duration.ofMinutes(60));
        assertDead(expired);

        var disabled = token(links().reset(Installation.ACTOR, carol));
        site.auth().users().deactivate(Installation.ACTOR, carol);
        assertDead(disabled);
        site.auth().users().activate(Installation.ACTOR, carol);
        site.auth().users().lockOut(Installation.ACTOR, carol, Optional.of(User.FOR_GOOD));
        assertDead(disabled);
        site.auth().users().lockOut(Installation.ACTOR, carol, Optional.empty());
        assertThat(choose(disabled)).isPresent();

        var deleted = token(links().reset(Installation.ACTOR, carol));
        site.auth().users().delete(Installation.ACTOR, carol);
        assertDead(deleted);
    }

    /// Security: F10, H7
    /// Trap: 22
    @Test
    void a_link_opens_no_account_that_has_risen_above_its_maker() {
        var desk = site.user("bob").id();
        var permission = site.auth().permissions().find("users:write").orElseThrow().id();
        var role = site.auth().roles().create(Installation.ACTOR).name("Desk").save().id();
        site.auth().roles().addPermission(Installation.ACTOR, role, permission);
        site.auth().access().assignRole(Installation.ACTOR, desk, role);
        var actor = Actor.user(desk.toString(), Origin.NONE).with(Set.of("users:write"));
        UserId carol = site.user("carol").id();
        var kept = token(links().invite(actor, carol));

        site.auth().access().assignRole(Installation.ACTOR, carol, "MadAuditor");
        assertDead(kept);
        site.auth().access().unassignRole(Installation.ACTOR, carol, "MadAuditor");
        assertThat(choose(kept)).isPresent();

        var ofTheHouse = token(links().reset(Installation.ACTOR, carol));
        site.auth().access().assignRole(Installation.ACTOR, carol, "MadAdmin");
        assertThat(choose(ofTheHouse)).isPresent();
    }

    /// Security: F10, B9
    /// Trap: 8
    @Test
    void a_reset_kills_the_old_password_and_all_that_it_opened_at_once() {
        App app =
                site.app(
                        "shop",
                        with -> with.firstParty().grants(GrantType.values()).scopes("orders:read"));
        var before = app.password("alice");

        var link = token(links().reset(Installation.ACTOR, site.user("alice").id()));

        assertThat(app.isLive(before)).isFalse();
        assertThatThrownBy(() -> app.refresh(before.refreshToken().orElseThrow()))
                .isInstanceOf(OAuthRefusal.class);
        assertThatThrownBy(() -> app.password("alice")).isInstanceOf(OAuthRefusal.class);
        site.restart();
        assertThatThrownBy(() -> app.password("alice")).isInstanceOf(OAuthRefusal.class);

        assertThat(links().choosePassword(link, FRESH.toCharArray(), Origin.NONE)).isPresent();
        assertThat(app.isLive(app.signIn("alice", FRESH, Origin.NONE))).isTrue();
        assertThat(app.isLive(before)).isFalse();
    }

    @Test
    void a_newer_link_kills_the_older_ones() {
        UserId carol = site.user("carol").id();
        var invitation = token(links().invite(Installation.ACTOR, carol));
        var second = token(links().invite(Installation.ACTOR, carol));
        assertDead(invitation);
        var reset = token(links().reset(Installation.ACTOR, carol));
        assertDead(second);
        assertThat(links().find(reset)).isPresent();
    }

    /// Security: F2, F10
    @Test
    void a_refused_password_leaves_the_link_as_it_was() {
        var link = token(links().invite(Installation.ACTOR, site.user("carol").id()));
        for (String weak : List.of("", "short", "carol-carol-carol-carol", "passwordpassword")) {
            assertThatExceptionOfType(Invalid.class)
                    .isThrownBy(() -> links().choosePassword(link, weak.toCharArray(), Origin.NONE))
                    .satisfies(refusal -> assertThat(refusal.fields()).containsKey("password"));
        }
        assertThat(choose(link)).isPresent();
    }

    /// Security: F10, I3
    @Test
    void of_parallel_redemptions_one_wins() throws Exception {
        var link = token(links().invite(Installation.ACTOR, site.user("carol").id()));
        List<Callable<Optional<User>>> calls = Collections.nCopies(8, () -> choose(link));
        int won = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var answer : threads.invokeAll(calls)) {
                won += answer.get().isPresent() ? 1 : 0;
            }
        }
        assertThat(won).isEqualTo(1);
    }

    /// Security: H7
    /// Trap: 22
    @Test
    void nobody_resets_or_invites_somebody_above_them() {
        var clerk =
                Actor.user(UUID.randomUUID().toString(), Origin.NONE)
                        .with(Set.of(AdminPermission.USERS_WRITE.permission()));
        UserId admin = site.user("admin").id();
        for (Runnable each :
                List.<Runnable>of(
                        () -> links().reset(clerk, admin), () -> links().invite(clerk, admin))) {
            assertThatExceptionOfType(NotAllowed.class).isThrownBy(each::run);
        }
        // Nothing of it was done.
        assertThat(site.auth().users().findPassword(admin)).isPresent();
        assertThat(site.storage().count("one_time_links")).isZero();
        assertThat(links().reset(clerk, site.user("alice").id())).isNotNull();
    }

    /// Security: E5
    @Test
    void nobody_resets_themselves() {
        UserId admin = site.user("admin").id();
        var actor =
                Actor.user(admin.toString(), Origin.NONE)
                        .with(Set.of(AdminPermission.USERS_WRITE.permission()));

        assertThatExceptionOfType(NotAllowed.class)
                .isThrownBy(() -> links().reset(actor, admin))
                .withMessageContaining("/me");

        assertThat(site.auth().users().findPassword(admin)).isPresent();
        assertThat(site.storage().count("one_time_links")).isZero();
    }

    @Test
    void an_invitation_is_for_who_has_no_password() {
        assertThatExceptionOfType(Protected.class)
                .isThrownBy(() -> links().invite(Installation.ACTOR, site.user("alice").id()));
        var nobody = new UserId(UUID.randomUUID());
        assertThatExceptionOfType(NotFound.class)
                .isThrownBy(() -> links().invite(Installation.ACTOR, nobody));
        assertThatExceptionOfType(NotFound.class)
                .isThrownBy(() -> links().reset(Installation.ACTOR, nobody));
    }

    @Test
    void who_is_made_without_a_password_gets_an_invitation_of_seven_days() {
        var users = site.auth().users();
        var made = links().create(users.create(Installation.ACTOR).username("dora"));
        var link = made.invitation().orElseThrow();
        assertThat(link.expiresAt()).isEqualTo(site.clock().instant().plus(Duration.ofDays(7)));
        site.clock().advance(Duration.ofDays(7).minusMillis(1));
        assertThat(links().find(token(link)))
                .hasValueSatisfying(offer ->
                        assertThat(offer)
                                .isEqualTo(
                                        new Offer.ChoiceOfPassword(
                                                made.user(), Purpose.INVITATION)));
        assertThat(
                        links().create(
                                        users.create(Installation.ACTOR)
                                                .username("eve")
                                                .password(FRESH.toCharArray()))
                                .invitation())
                .isEmpty();
        assertThatExceptionOfType(AlreadyExists.class)
                .isThrownBy(
                        () -> links().create(users.create(Installation.ACTOR).username("dora")));
    }

    /// Security: F11, H9
    @Test
    void a_link_to_the_first_administrator_is_there_while_there_is_none() {
        assertThat(links().setUp(Installation.ACTOR)).isEmpty();
        withoutAdministrator();
        var older = token(links().setUp(Installation.ACTOR).orElseThrow());
        var link = token(links().setUp(Installation.ACTOR).orElseThrow());
        assertDead(older);
        assertThat(links().find(link)).contains(new Offer.Administration());

        for (var wanted :
                List.of(
                        new Administrator("r\u03bfot", "root@example.com", FRESH.toCharArray()),
                        new Administrator("root", "nowhere", FRESH.toCharArray()),
                        new Administrator("root", "root@example.com", "short".toCharArray()))) {
            assertThatExceptionOfType(Invalid.class)
                    .isThrownBy(() -> links().createAdministrator(link, wanted, Origin.NONE));
        }
        assertThatExceptionOfType(AlreadyExists.class)
                .isThrownBy(() -> links().createAdministrator(link, wanted("alice"), Origin.NONE));

        User root = links().createAdministrator(link, wanted("Root"), Origin.NONE).orElseThrow();
        assertThat(root.username().value()).isEqualTo("root");
        assertThat(site.auth().access().rolesOf(root.id())).containsExactly("MadAdmin");
        assertThat(links().createAdministrator(link, wanted("second"), Origin.NONE)).isEmpty();
        assertThat(links().setUp(Installation.ACTOR)).isEmpty();
    }

    /// Security: F11
    @Test
    void a_set_up_link_does_nothing_once_somebody_else_became_administrator() {
        withoutAdministrator();
        var link = token(links().setUp(Installation.ACTOR).orElseThrow());
        site.auth().access().assignRole(Installation.ACTOR, site.user("bob").id(), "MadAdmin");
        assertDead(link);
        assertThat(links().createAdministrator(link, wanted("root"), Origin.NONE)).isEmpty();

        var recovery = token(links().recover(Installation.ACTOR));
        assertThat(links().createAdministrator(recovery, wanted("root"), Origin.NONE)).isPresent();
        assertDead(recovery);
    }

    @Test
    void no_link_does_what_another_is_for() {
        var recovery = token(links().recover(Installation.ACTOR));
        var invitation = token(links().invite(Installation.ACTOR, site.user("carol").id()));
        assertThat(choose(recovery)).isEmpty();
        assertThat(links().createAdministrator(invitation, wanted("root"), Origin.NONE)).isEmpty();
        assertThat(links().find(recovery)).isPresent();
        assertThat(links().find(invitation)).isPresent();
    }

    /// Security: G3, I5, K4
    @Test
    void a_link_is_stored_by_its_hash_alone() {
        var link = links().recover(Installation.ACTOR);
        assertThat(link.toString()).doesNotContain(token(link).revealText());
        assertThat(token(link).revealText()).hasSize(43);
        var rows = site.storage().rows("select purpose, detail from one_time_links, audit_events");
        assertThat(rows.toString()).doesNotContain(token(link).revealText());
    }

    /// Security: I7
    /// Trap: 20
    @Test
    void expired_links_go_away() {
        links().invite(Installation.ACTOR, site.user("carol").id());
        links().recover(Installation.ACTOR);
        site.clock().advance(Duration.ofDays(1));
        links().purge();
        assertThat(site.storage().count("one_time_links")).isEqualTo(1);
        site.clock().advance(Duration.ofDays(6));
        links().purge();
        assertThat(site.storage().count("one_time_links")).isZero();
    }

    private Links links() {
        return site.auth().links();
    }

    private void withoutAdministrator() {
        site.storage()
                .sql(
                        "delete from subject_roles where role_id in (select id from roles where name = 'MadAdmin')");
        site.restart();
    }

    private static Administrator wanted(String name) {
        return new Administrator(name, name + "@example.org", FRESH.toCharArray());
    }

    private Optional<User> choose(Secret token) {
        return links().choosePassword(token, FRESH.toCharArray(), Origin.NONE);
    }

    private void assertDead(Secret token) {
        assertThat(links().find(token)).isEmpty();
        assertThat(links().choosePassword(token, FRESH.toCharArray(), Origin.NONE)).isEmpty();
        assertThat(links().createAdministrator(token, wanted("mallory"), Origin.NONE)).isEmpty();
    }

    private static Secret token(Link link) {
        String url = link.url().revealText();
        assertThat(url).startsWith("http://localhost:9040/setup/");
        return Secret.of(url.substring(url.lastIndexOf('/') + 1));
    }
}
