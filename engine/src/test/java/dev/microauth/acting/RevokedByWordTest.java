package dev.microauth.acting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.microauth.App;
import dev.microauth.Db;
import dev.microauth.Installation;
import dev.microauth.MicroAuth;
import dev.microauth.jose.TokenRefused.Reason;
import dev.microauth.oauth.GrantType;
import dev.microauth.user.User;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Tokens that the application takes back.
class RevokedByWordTest {
    private final Installation site = Installation.on(Db.SQLITE);
    private final MicroAuth auth = site.library();
    private final User alice = site.user("alice");

    @AfterEach
    void close() {
        site.close();
    }

    private String token() {
        return auth.tokens().issue(alice.id()).save().compact();
    }

    @Test
    void what_is_unknown_is_no_error() {
        auth.tokens().revoke("nothing");
        auth.tokens().revoke("no.token.this");
        String token = token();
        auth.tokens().revoke(token);
        auth.tokens().revoke(token);
        assertThat(Answered.refusal(auth, token)).isEqualTo(Reason.REVOKED);
    }

    @Test
    void a_refresh_token_goes_with_all_that_came_from_it() {
        var app =
                site.app(
                        "shop",
                        form ->
                                form.firstParty()
                                        .grants(GrantType.PASSWORD, GrantType.REFRESH_TOKEN)
                                        .scopes("orders:read"));
        var signedIn = app.password("alice");
        Answered.good(auth, signedIn.accessToken().compact());
        auth.tokens().revoke(signedIn.refreshToken().orElseThrow());
        assertThat(Answered.refusal(auth, signedIn.accessToken().compact()))
                .isEqualTo(Reason.REVOKED);
    }

    private App refreshing() {
        return site.app(
                "shop",
                form ->
                        form.firstParty()
                                .grants(GrantType.PASSWORD, GrantType.REFRESH_TOKEN)
                                .scopes("orders:read"));
    }

    /// Spec: RFC 7009 §2.1
    @Test
    void a_refresh_token_that_was_used_already_ends_its_successors_too() {
        var app = refreshing();
        var first = app.password("alice").refreshToken().orElseThrow();
        var second = app.refresh(first);
        Answered.good(auth, second.accessToken().compact());

        auth.tokens().revoke(first);

        assertThat(Answered.refusal(auth, second.accessToken().compact()))
                .isEqualTo(Reason.REVOKED);
        assertThatExceptionOfType(dev.microauth.oauth.OAuthRefusal.class)
                .isThrownBy(() -> app.refresh(second.refreshToken().orElseThrow()));
    }

    @Test
    void what_was_revoked_while_its_client_was_disabled_stays_dead() {
        var app = refreshing();
        var one = app.password("alice");
        var two = app.password("alice");
        var three = app.password("alice");
        auth.clients().deactivate(app.id());

        auth.tokens().revoke(one.accessToken().compact());
        auth.tokens().revoke(two.refreshToken().orElseThrow());
        auth.tokens().revoke(three.accessToken().id());

        auth.clients().activate(app.id());
        assertThat(Answered.refusal(auth, one.accessToken().compact())).isEqualTo(Reason.REVOKED);
        assertThat(Answered.refusal(auth, two.accessToken().compact())).isEqualTo(Reason.REVOKED);
        assertThat(Answered.refusal(auth, three.accessToken().compact())).isEqualTo(Reason.REVOKED);
        assertThat(Answered.good(auth, app.password("alice").accessToken().compact()).id())
                .isEqualTo(alice.id().toString());
    }

    @Test
    void everything_of_somebody_is_listed_and_ended() {
        String one = token();
        String two = token();
        assertThat(auth.tokens().ofUser(alice.id()).list()).hasSize(2);
        assertThat(auth.tokens().ofUser(alice.id()).revokeAll()).isEqualTo(2);
        assertThat(auth.tokens().ofUser(alice.id()).list()).isEmpty();
        assertThat(Answered.refusal(auth, one)).isEqualTo(Reason.REVOKED);
        assertThat(Answered.refusal(auth, two)).isEqualTo(Reason.REVOKED);
    }
}
