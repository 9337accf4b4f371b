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
    private static final int LEAST_MOST = 1_000;
    private static final int MOST_MOST = 10_000_000;
    private static final int MOST_UNSAID = 1_000_000;

    private final String clientId;
    private final String authorization;
    private final Duration silence;
    private final boolean goesOn;
    private final int most;

    private Revocations(
            String clientId, String authorization, Duration silence, boolean goesOn, int most) {
        this.clientId = clientId;
        this.authorization = authorization;
        this.silence = silence;
        this.goesOn = goesOn;
        this.most = most;
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
                false,
                MOST_UNSAID);
    }

    /// How long the server may be silent before the verifier no longer knows; from five seconds to one hour.
    ///
    /// @throws IllegalArgumentException beyond these
    public Revocations silentFor(Duration atMost) {
        if (atMost.compareTo(SHORTEST) < 0 || atMost.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("A silence lies between five seconds and one hour.");
        }
        return new Revocations(clientId, authorization, atMost, goesOn, most);
    }

    /// Takes tokens by what was heard last, however long ago: a server that is down stops nobody, and neither does one
    /// that somebody keeps from being heard.
    public Revocations goingOnInSilence() {
        return new Revocations(clientId, authorization, silence, true, most);
    }

    /// How many dead tokens are remembered until ten minutes after they expire, about a hundred bytes each: one million
    /// unless said, from one thousand to ten million. The list names the dead of all clients of the issuer.
    ///
    /// Who is told of more says so in the log as an error, goes on knowing the first ones, and hears nothing further until
    /// enough of them have expired: it falls silent, as [#silentFor(Duration)] says.
    ///
    /// @throws IllegalArgumentException beyond these
    public Revocations remembering(int atMost) {
        if (atMost < LEAST_MOST || atMost > MOST_MOST) {
            throw new IllegalArgumentException(
                    "From one thousand to ten million dead tokens can be remembered.");
        }
        return new Revocations(clientId, authorization, silence, goesOn, atMost);
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

    int most() {
        return most;
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
