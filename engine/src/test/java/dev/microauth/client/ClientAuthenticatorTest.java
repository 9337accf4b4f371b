package dev.microauth.client;

import static dev.microauth.grant.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.microauth.App;
import dev.microauth.BothDatabases;
import dev.microauth.Db;
import dev.microauth.Installation;
import dev.microauth.actor.Origin;
import dev.microauth.oauth.GrantType;
import dev.microauth.oauth.OAuthError;
import dev.microauth.problem.AuthException;
import dev.microauth.secret.Digest;
import dev.microauth.secret.Secret;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

@BothDatabases
class ClientAuthenticatorTest {
    private static final Secret WRONG = Secret.of("wrong");

    @AutoClose private final Installation site;
    private final App shop;
    private final App page;

    ClientAuthenticatorTest(Db db) {
        site = Installation.on(db);
        shop = site.app("shop", with -> with.grants(GrantType.CLIENT_CREDENTIALS));
        page = site.app("page", NewClient::publicClient);
    }

    /// Security: B2, B3, G2
    /// Spec: RFC 6749 §2.3, §5.2
    @Test
    void every_wrong_proof_gets_the_same_refusal() {
        Secret right = shop.secret().orElseThrow();
        var disabled = site.app("closed", with -> with);
        site.auth().clients().deactivate(Installation.ACTOR, disabled.id());
        var texts = new ArrayList<String>();
        for (ClientCredentials each :
                List.of(
                        new ClientCredentials.Post("nobody", right),
                        new ClientCredentials.Name("nobody"),
                        new ClientCredentials.Post("not a client id !", right),
                        new ClientCredentials.Post("", right),
                        new ClientCredentials.Post("shop", WRONG),
                        new ClientCredentials.Basic("shop", WRONG),
                        new ClientCredentials.Post("shop", Secret.of("")),
                        new ClientCredentials.Post("shop", Secret.of(right.revealText() + " ")),
                        new ClientCredentials.Post(
                                "shop",
                                Secret.of(HexFormat.of().formatHex(Digest.sha256(right.reveal())))),
                        new ClientCredentials.Name("shop"),
                        new ClientCredentials.Post("page", right),
                        new ClientCredentials.Post("page", Secret.of("")),
                        new ClientCredentials.Basic("page", right),
                        new ClientCredentials.Post("closed", disabled.secret().orElseThrow()))) {
            texts.add(
                    assertRefused(OAuthError.INVALID_CLIENT, () -> authenticate(each))
                            .publicText());
            // So that the refusals before do not slow down the next one.
            site.clock().advance(Duration.ofHours(1));
        }
        assertThat(texts).containsOnly(texts.getFirst());
    }

    /// Security: B2
    @Test
    void a_right_proof_is_taken_in_both_envelopes_and_in_any_case_of_the_name() {
        Secret right = shop.secret().orElseThrow();

        assertThat(name(new ClientCredentials.Post("shop", right))).isEqualTo("shop");
        assertThat(name(new ClientCredentials.Basic("shop", right))).isEqualTo("shop");
        assertThat(name(new ClientCredentials.Post("SHOP", right))).isEqualTo("shop");
        assertThat(name(new ClientCredentials.Post("ｓhop", right))).isEqualTo("shop");
        assertThat(name(new ClientCredentials.Name("page"))).isEqualTo("page");
    }

    /// Security: B3
    @Test
    void several_secrets_live_side_by_side_each_to_its_end() {
        var clients = site.auth().clients();
        Secret first = shop.secret().orElseThrow();
        var second =
                clients.addSecret(
                        Installation.ACTOR,
                        shop.id(),
                        Optional.of(site.clock().instant().plus(Duration.ofHours(1))));
        assertThat(isRight(first)).isTrue();
        assertThat(isRight(second.secret())).isTrue();

        site.clock().advance(Duration.ofHours(1));
        assertThat(isRight(second.secret())).isFalse();
        assertThat(isRight(first)).isTrue();

        var third = clients.addSecret(Installation.ACTOR, shop.id(), Optional.empty());
        clients.removeSecret(Installation.ACTOR, shop.id(), third.id());
        assertThat(isRight(third.secret())).isFalse();
    }

    @Test
    void a_secret_of_one_client_is_not_removed_through_another() {
        var other = site.app("other", with -> with);
        var added =
                site.auth().clients().addSecret(Installation.ACTOR, shop.id(), Optional.empty());

        assertThatThrownBy(() ->
                        site.auth()
                                .clients()
                                .removeSecret(Installation.ACTOR, other.id(), added.id()))
                .isInstanceOf(AuthException.NotFound.class);
        assertThatThrownBy(() ->
                        site.auth()
                                .clients()
                                .addSecret(Installation.ACTOR, page.id(), Optional.empty()))
                .isInstanceOf(AuthException.Invalid.class);
        assertThat(isRight(added.secret())).isTrue();
    }

    /// Security: B3, G3
    @Test
    void of_a_secret_only_the_hash_is_stored() {
        byte[] secret = shop.secret().orElseThrow().reveal();
        assertThat(secret).hasSize(43);
        String everything = "";
        for (String table : List.of("clients", "client_secrets", "audit_events")) {
            everything += site.storage().rows("select * from " + table);
        }
        assertThat(everything)
                .doesNotContain(new String(secret, StandardCharsets.UTF_8))
                .doesNotContain(HexFormat.of().formatHex(secret));
        assertThat(site.storage().count("client_secrets")).isEqualTo(1);
    }

    /// Security: F5
    @Test
    void after_many_wrong_secrets_the_guesser_waits_and_the_right_one_passes() throws Exception {
        var guesser =
                new Origin(
                        Optional.of(InetAddress.getByName("192.0.2.7")),
                        Optional.empty(),
                        Optional.empty());
        var wrong = new ClientCredentials.Post("shop", WRONG);
        for (int i = 0; i < 4; i++) {
            assertRefused(OAuthError.INVALID_CLIENT, () -> authenticate(wrong, guesser));
        }

        var refusal = assertRefused(OAuthError.SLOW_DOWN, () -> authenticate(wrong, guesser));

        assertThat(refusal.retryAfter()).contains(Duration.ofSeconds(1));
        var right = new ClientCredentials.Post("shop", shop.secret().orElseThrow());
        assertThat(authenticate(right, guesser).clientId()).isEqualTo(shop.id());
        // What waits is not recorded either: the log cannot be flooded.
        long events = site.storage().count("audit_events");
        for (int i = 0; i < 10; i++) {
            assertRefused(OAuthError.SLOW_DOWN, () -> authenticate(wrong, guesser));
        }
        assertThat(site.storage().count("audit_events")).isEqualTo(events);
        assertRefused(OAuthError.INVALID_CLIENT, () -> authenticate(wrong, elsewhere()));
    }

    private static Origin elsewhere() throws UnknownHostException {
        return new Origin(
                Optional.of(InetAddress.getByName("2001:db8::1")),
                Optional.empty(),
                Optional.empty());
    }

    private boolean isRight(Secret secret) {
        try {
            authenticate(new ClientCredentials.Post("shop", secret));
            return true;
        } catch (dev.microauth.oauth.OAuthRefusal e) {
            return false;
        }
    }

    private String name(ClientCredentials credentials) {
        return authenticate(credentials).clientId().value();
    }

    private AuthenticatedCaller authenticate(ClientCredentials credentials) {
        return authenticate(credentials, Origin.NONE);
    }

    private AuthenticatedCaller authenticate(ClientCredentials credentials, Origin origin) {
        return site.auth().clientAuthenticator().authenticate(credentials, origin);
    }
}
