package dev.microauth.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.Engine;
import dev.microauth.actor.Actor;
import dev.microauth.actor.Origin;
import dev.microauth.client.ClientCredentials;
import dev.microauth.client.NewClient;
import dev.microauth.grant.TokenRequest;
import dev.microauth.jose.Algorithm;
import dev.microauth.jose.Revocations;
import dev.microauth.jose.TokenRefused;
import dev.microauth.jose.TokenRefused.Reason;
import dev.microauth.jose.TokenVerifier;
import dev.microauth.key.Ring;
import dev.microauth.oauth.GrantType;
import dev.microauth.secret.Secret;
import dev.microauth.server.settings.Settings;
import dev.microauth.testkit.Eventually;
import dev.microauth.user.User;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Two applications on other machines, as it were, that verify the tokens of a daemon without asking about each.
@Timeout(120)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RemoteVerifiersTest {
    private static final Actor ACTOR = Actor.system("test");
    private static final String PASSWORD = "a lantern over seven stones";
    private static final String AUDIENCE = "https://api.example.com";

    @TempDir static Path place;

    private static Daemon daemon;
    private static String address;
    private static Secret shop;
    private static boolean stopped;
    private static List<TokenVerifier> verifiers = List.of();

    @BeforeAll
    static void open() throws IOException, InterruptedException {
        Path data = Files.createDirectory(place.resolve("data"));
        Settings settings = Given.served(data);
        daemon = Daemon.start(Engines.any(data, settings).openEngine(), data, settings, "test");
        address = engine().issuers().auth();
        engine().scopes().create(ACTOR).name("orders:read").save();
        shop =
                client(
                        "shop",
                        with ->
                                with.firstParty()
                                        .audience(AUDIENCE)
                                        .grants(GrantType.CLIENT_CREDENTIALS, GrantType.PASSWORD)
                                        .scopes("orders:read"));
        verifiers = List.of(verifier("orders"), verifier("invoices"));
        for (TokenVerifier verifier : verifiers) {
            Eventually.holds(verifier::hearsRevocations);
        }
    }

    @AfterAll
    static void close() {
        verifiers.forEach(TokenVerifier::close);
        if (!stopped) {
            daemon.close();
        }
    }

    private static Engine engine() {
        return daemon.auth();
    }

    private static Secret client(String id, UnaryOperator<NewClient> with) {
        return with.apply(engine().clients().create(ACTOR).clientId(id))
                .save()
                .secret()
                .orElseThrow();
    }

    private static TokenVerifier verifier(String name) {
        Secret secret = client(name, with -> with.grants());
        return TokenVerifier.builder()
                .issuer(address)
                .audience(AUDIENCE)
                .revocations(Revocations.asClient(name, secret.revealText()))
                .build();
    }

    private static User person(String name) {
        return engine().users()
                .create(ACTOR)
                .username(name)
                .password(PASSWORD.toCharArray())
                .save();
    }

    private static String token(TokenRequest request) {
        var caller =
                engine().clientAuthenticator()
                        .authenticate(new ClientCredentials.Post("shop", shop), Origin.NONE);
        return engine().tokenService().grant(caller, request, Origin.NONE).accessToken().compact();
    }

    private static String ofClient() {
        return token(new TokenRequest.ClientCredentials(Optional.empty()));
    }

    private static String of(String person) {
        return token(
                new TokenRequest.Password(
                        person, Secret.of(PASSWORD), Optional.empty(), Optional.empty()));
    }

    private static boolean isTaken(TokenVerifier verifier, String token) {
        try {
            return !verifier.verify(token).id().isEmpty();
        } catch (TokenRefused e) {
            return false;
        }
    }

    private static Reason refusal(TokenVerifier verifier, String token) {
        try {
            verifier.verify(token);
            throw new AssertionError("taken");
        } catch (TokenRefused e) {
            return e.reason();
        }
    }

    /// Everybody takes the token, then something happens, and soon nobody does; another token lives on.
    private static void dies(String token, Runnable end) throws InterruptedException {
        String other = ofClient();
        assertThat(verifiers).allMatch(verifier -> isTaken(verifier, token));
        end.run();
        for (TokenVerifier verifier : verifiers) {
            Eventually.holds(() -> !isTaken(verifier, token));
            assertThat(refusal(verifier, token)).isEqualTo(Reason.REVOKED);
            assertThat(isTaken(verifier, other)).isTrue();
        }
    }

    /// Security: C7
    @Test
    @Order(1)
    void a_token_that_was_taken_back_opens_nothing_anywhere() throws InterruptedException {
        String token = ofClient();
        dies(token, () -> revoke(token));
    }

    /// Security: B9
    /// Trap: 1
    @Test
    @Order(2)
    void a_person_who_was_barred_signed_out_or_deleted_gets_in_nowhere()
            throws InterruptedException {
        var barred = person("barred");
        dies(of("barred"), () -> engine().users().deactivate(ACTOR, barred.id()));
        var signedOut = person("signed-out");
        dies(of("signed-out"), () -> engine().sessions().endAll(ACTOR, signedOut.id()));
        var deleted = person("deleted");
        dies(of("deleted"), () -> engine().users().delete(ACTOR, deleted.id()));
    }

    /// Security: C6
    /// Trap: 12
    @Test
    @Order(3)
    void a_key_that_was_dropped_is_worth_nothing_and_the_next_one_is_found()
            throws InterruptedException {
        String token = ofClient();
        assertThat(verifiers).allMatch(verifier -> isTaken(verifier, token));
        String kid = engine().keys().ring(Ring.AUTH).signing(Algorithm.ES256).keyId();
        engine().keys().drop(kid, ACTOR);
        for (TokenVerifier verifier : verifiers) {
            Eventually.holds(() -> !isTaken(verifier, token));
            assertThat(refusal(verifier, token)).isNotEqualTo(Reason.REVOKED);
            assertThat(isTaken(verifier, ofClient())).isTrue();
        }
    }

    private static void revoke(String token) {
        var caller =
                engine().clientAuthenticator()
                        .authenticate(new ClientCredentials.Post("shop", shop), Origin.NONE);
        engine().tokenStatus().revoke(caller, token, Origin.NONE);
    }

    /// Security: H5
    @Test
    @Order(4)
    void those_who_wait_do_not_keep_the_daemon_from_stopping() {
        long began = System.nanoTime();
        stopped = true;
        daemon.close();
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(8));
    }
}
