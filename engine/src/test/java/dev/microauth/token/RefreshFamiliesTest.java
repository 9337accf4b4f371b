package dev.microauth.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.microauth.App;
import dev.microauth.BothDatabases;
import dev.microauth.Db;
import dev.microauth.Installation;
import dev.microauth.grant.TokenResponse;
import dev.microauth.key.Ring;
import dev.microauth.oauth.GrantType;
import dev.microauth.oauth.OAuthRefusal;
import dev.microauth.page.PageRequest;
import dev.microauth.problem.AuthException.NotFound;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// Tokens as administrators see and end them.
@BothDatabases
class RefreshFamiliesTest {
    @AutoClose private final Installation site;
    private final App app;

    RefreshFamiliesTest(Db db) {
        site = Installation.on(db);
        app =
                site.app(
                        "shop",
                        with -> with.firstParty().grants(GrantType.values()).scopes("orders:read"));
    }

    @Test
    void what_cannot_be_used_is_not_there() {
        app.password("alice");
        var family = only();
        site.auth().refreshFamilies().revoke(Installation.ACTOR, family.id());

        for (UUID id : new UUID[] {family.id(), new UUID(0x7000L, 7)}) {
            assertThatExceptionOfType(NotFound.class)
                    .isThrownBy(() -> site.auth().refreshFamilies().get(id));
            assertThatExceptionOfType(NotFound.class)
                    .isThrownBy(() -> site.auth().refreshFamilies().revoke(Installation.ACTOR, id));
        }
        app.password("alice");
        site.clock().advance(Duration.ofDays(31));
        assertThat(site.auth().refreshFamilies().list(PageRequest.first(), all()).items())
                .as("idle for too long")
                .isEmpty();
    }

    @Test
    void a_family_that_is_revoked_takes_its_tokens_with_it() {
        var first = app.password("alice");
        var second = app.refresh(first.refreshToken().orElseThrow());

        site.auth().refreshFamilies().revoke(Installation.ACTOR, only().id());

        assertThat(app.isLive(first)).isFalse();
        assertThat(app.isLive(second)).isFalse();
        assertThatExceptionOfType(OAuthRefusal.class)
                .isThrownBy(() -> app.refresh(second.refreshToken().orElseThrow()));
    }

    @Test
    void a_family_is_listed_with_whom_it_is_of_and_when_it_was_used() {
        var response = app.password("alice");
        site.clock().advance(Duration.ofMinutes(1));
        app.refresh(response.refreshToken().orElseThrow());
        app.password("bob");

        var byName =
                site.auth()
                        .refreshFamilies()
                        .list(PageRequest.first().containing("alice"), all())
                        .items();

        assertThat(byName).hasSize(1);
        var family = byName.getFirst();
        assertThat(family.clientId()).hasValue("shop");
        assertThat(family.ring()).isEqualTo(Ring.AUTH);
        assertThat(family.scopes().toString()).isEqualTo("orders:read");
        assertThat(family.sessionId()).isPresent();
        assertThat(family.lastUsedAt()).isEqualTo(site.clock().instant());
        assertThat(site.auth().refreshFamilies().get(family.id())).isEqualTo(family);
        assertThat(site.auth().refreshFamilies().list(PageRequest.first(), all()).total())
                .hasValue(2L);
    }

    @Test
    void an_access_token_that_is_not_live_cannot_be_revoked() {
        var token = app.clientCredentials().accessToken();
        site.auth().issuedTokens().revoke(Installation.ACTOR, token.id());

        for (TokenId id : new TokenId[] {token.id(), new TokenId(new UUID(0x7000L, 8))}) {
            assertThatExceptionOfType(NotFound.class)
                    .isThrownBy(() -> site.auth().issuedTokens().revoke(Installation.ACTOR, id));
        }
    }

    @Test
    void a_token_is_revoked_by_its_id_and_the_others_of_its_user_live() {
        TokenResponse first = app.password("alice");
        site.clock().advance(Duration.ofSeconds(1));
        TokenResponse second = app.password("alice");
        var alice = site.user("alice").id();
        assertThat(site.auth().issuedTokens().ofUser(alice))
                .extracting(IssuedToken::id)
                .containsExactly(second.accessToken().id(), first.accessToken().id());

        site.auth().issuedTokens().revoke(Installation.ACTOR, first.accessToken().id());

        assertThat(app.isLive(first)).isFalse();
        assertThat(app.isLive(second)).isTrue();
        assertThat(site.auth().issuedTokens().ofUser(alice)).hasSize(1);
    }

    /// Security: K1
    @Test
    void a_token_takes_its_own_family_with_it_and_no_other() {
        var first = app.password("alice");
        var fresher = app.refresh(first.refreshToken().orElseThrow());
        var other = app.password("alice");
        var alone = app.clientCredentials();
        var issued = site.auth().issuedTokens();

        issued.revokeWithFamily(Installation.ACTOR, first.accessToken().id());
        issued.revokeWithFamily(Installation.ACTOR, alone.accessToken().id());

        for (var each : List.of(first, fresher, alone)) {
            assertThat(app.isLive(each)).isFalse();
            assertThatExceptionOfType(NotFound.class)
                    .isThrownBy(() ->
                            issued.revokeWithFamily(Installation.ACTOR, each.accessToken().id()));
        }
        assertThatExceptionOfType(OAuthRefusal.class)
                .isThrownBy(() -> app.refresh(fresher.refreshToken().orElseThrow()));
        assertThat(app.isLive(other)).isTrue();
        assertThat(app.isLive(app.refresh(other.refreshToken().orElseThrow()))).isTrue();
        assertThat(
                        site.storage()
                                .rows(
                                        "select count(*) from audit_events where action = 'token.revoke'"))
                .containsExactly(List.of("2"));
    }

    /// Spec: RFC 7662 §2.2
    @Test
    void an_administrator_is_told_of_every_live_token_and_of_nothing_else() {
        var response = app.password("alice");
        String access = response.accessToken().compact();
        String refresh = response.refreshToken().orElseThrow();
        var status = site.auth().tokenStatus();
        for (String other : new String[] {"", "x", "a.b.c", access + "x", refresh + "x"}) {
            assertThat(status.inspect(other)).isInstanceOf(Introspection.Inactive.class);
        }
        assertThat(status.inspect(access)).isInstanceOf(Introspection.Access.class);
        assertThat(status.inspect(refresh))
                .isInstanceOfSatisfying(
                        Introspection.Refresh.class,
                        found -> assertThat(found.clientId()).isEqualTo(app.id()));

        site.auth().clients().deactivate(Installation.ACTOR, app.id());

        assertThat(status.inspect(access)).isInstanceOf(Introspection.Inactive.class);
        assertThat(status.inspect(refresh)).isInstanceOf(Introspection.Inactive.class);
    }

    private static FamilyFilter all() {
        return FamilyFilter.ALL;
    }

    private LiveFamily only() {
        var page = site.auth().refreshFamilies().list(PageRequest.first(), all());
        assertThat(page.items()).hasSize(1);
        return page.items().getFirst();
    }

    @Test
    void filters_let_through_what_they_say() {
        app.password("alice");
        app.password("bob");
        var alice = site.user("alice").id();
        assertThat(
                        site.auth()
                                .refreshFamilies()
                                .list(
                                        PageRequest.first(),
                                        new FamilyFilter(
                                                Optional.of(alice),
                                                Optional.of("shop"),
                                                Optional.of(Ring.AUTH)))
                                .items())
                .hasSize(1);
        assertThat(
                        site.auth()
                                .refreshFamilies()
                                .list(
                                        PageRequest.first(),
                                        new FamilyFilter(
                                                Optional.empty(),
                                                Optional.of("other"),
                                                Optional.empty()))
                                .items())
                .isEmpty();
    }
}
