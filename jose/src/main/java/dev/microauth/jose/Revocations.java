package dev.microauth.jose;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

/// How a [TokenVerifier] hears of revocations: it waits at the issuer's `/revocations`, as a client with a secret, and is
/// told within a second or two of every access token that died before its time.
///
/// ```java
/// Revocations feed = Revocations.asClient("orders-api", "the secret of that client")
///         .silentFor(Duration.ofSeconds(30));
/// ```
///
/// When nothing has been heard for longer than [#silentFor(Duration)], one minute unless said, the verifier no longer
/// knows which tokens are dead: it refuses all with [TokenRefused.Reason#UNDECIDED], or goes on without, as
/// [#goingOnInSilence()] says. The first tokens after the start wait for the first word, for a tenth of that time. Immutable.
public final class Revocations {
    private static final Duration SHORTEST = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final Duration UNSAID = Duration.ofMinutes(1);

    private final String clientId;
    private final String authorization;
    private final Duration silence;
    private final boolean goesOn;

    private Revocations(String clientId, String authorization, Duration silence, boolean goesOn) {
        this.clientId = clientId;
        this.authorization = authorization;
        this.silence = silence;
        this.goesOn = goesOn;
    }

    /// Asked for by a confidential client, or a service account by its name and credential. It needs no grant and no scope.
    ///
    /// @throws IllegalArgumentException when one of them is empty
    public static Revocations asClient(String clientId, String secret) {
        if (clientId.isEmpty() || secret.isEmpty()) {
            throw new IllegalArgumentException(
                    "Revocations are told to clients with a secret: name both.");
        }
        // RFC 6749 §2.3.1: both halves are form-encoded before they are joined.
        String pair = encoded(clientId) + ":" + encoded(secret);
        return new Revocations(
                clientId,
                "Basic "
                        + Base64.getEncoder()
                                .encodeToString(pair.getBytes(StandardCharsets.US_ASCII)),
                UNSAID,
                false);
    }

    /// How long the server may be silent before the verifier no longer knows; from five seconds to one hour.
    ///
    /// @throws IllegalArgumentException beyond these
    public Revocations silentFor(Duration atMost) {
        if (atMost.compareTo(SHORTEST) < 0 || atMost.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("A silence lies between five seconds and one hour.");
        }
        return new Revocations(clientId, authorization, atMost, goesOn);
    }

    /// Takes tokens by what was heard last, however long ago: a server that is down stops nobody, and neither does one
    /// that somebody keeps from being heard.
    public Revocations goingOnInSilence() {
        return new Revocations(clientId, authorization, silence, true);
    }

    String clientId() {
        return clientId;
    }

    String authorization() {
        return authorization;
    }

    Duration silence() {
        return silence;
    }

    boolean goesOn() {
        return goesOn;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /// Never the secret.
    @Override
    public String toString() {
        return "revocations as told to " + clientId;
    }
}
