package dev.microauth.bridge;

import dev.microauth.jose.JwtVerifier;
import dev.microauth.jose.TokenRefused;
import dev.microauth.jose.VerifiedToken;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Which logout tokens are believed (OpenID Connect Back-Channel Logout §2.6).
final class LogoutTokenRules {
    private static final String TYPE = "logout+jwt";
    private static final String EVENT = "http://schemas.openid.net/event/backchannel-logout";
    private static final Duration MOST_LIFE = Duration.ofMinutes(10);
    private static final int MOST_REMEMBERED = 10_000;

    private final JwtVerifier verifier;
    private final InstantSource clock;
    private final Duration tolerance;
    private final Map<String, Instant> seen = new LinkedHashMap<>();

    /// What the server tells.
    ///
    /// @param serverSession which session is over; empty for all of the subject
    record Notice(String subject, Optional<String> serverSession, Instant issuedAt) {}

    LogoutTokenRules(
            Server server, Registration registration, InstantSource clock, Duration tolerance) {
        this.clock = clock;
        this.tolerance = tolerance;
        this.verifier =
                JwtVerifier.builder()
                        .keys(server::findForStrangers)
                        .issuer(registration.issuer())
                        // §2.4: a type of its own, so that no ID token ends a session.
                        .type(TYPE)
                        .audience(registration.clientId())
                        .clock(clock)
                        .clockTolerance(tolerance)
                        .build();
    }

    /// @throws BridgeRefusal for everything that is not a logout token for this client
    /// @throws Unreachable when the server's keys are not known
    Notice check(String logoutToken) throws BridgeRefusal {
        VerifiedToken token;
        try {
            token = verifier.verify(logoutToken);
        } catch (TokenRefused e) {
            throw refused(String.valueOf(e.getMessage()));
        }
        if (Duration.between(token.issuedAt(), token.expiresAt()).compareTo(MOST_LIFE) > 0) {
            throw refused("it lives too long");
        }
        // §2.4: what makes it a logout token.
        if (!(token.claims().get("events") instanceof Map<?, ?> events)
                || !(events.get(EVENT) instanceof Map<?, ?>)) {
            throw refused("it tells of no logout");
        }
        // §2.4: so that it can never stand for an ID token.
        if (token.claims().containsKey("nonce")) {
            throw refused("it has a nonce");
        }
        if (token.claims().containsKey("sid") && token.text("sid").isEmpty()) {
            throw refused("its sid is no text");
        }
        String id = token.tokenId().orElseThrow(() -> refused("it has no jti"));
        if (!remember(id, token.expiresAt().plus(tolerance))) {
            throw refused("it came before");
        }
        return new Notice(token.subject(), token.text("sid"), token.issuedAt());
    }

    /// §2.6 (7): each is taken once. The set is bounded; a repeated notice of an end is harmless.
    private synchronized boolean remember(String id, Instant until) {
        Instant now = clock.instant();
        var eldest = seen.values().iterator();
        while (eldest.hasNext() && !eldest.next().isAfter(now)) {
            eldest.remove();
        }
        if (seen.size() >= MOST_REMEMBERED) {
            seen.remove(seen.keySet().iterator().next());
        }
        return seen.putIfAbsent(id, until) == null;
    }

    private static BridgeRefusal refused(String detail) {
        return new BridgeRefusal(400, "This is no logout token for this application.", detail);
    }
}
