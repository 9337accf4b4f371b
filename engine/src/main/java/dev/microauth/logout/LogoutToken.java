package dev.microauth.logout;

import dev.microauth.jose.Algorithm;
import dev.microauth.key.KeyRings;
import dev.microauth.key.Ring;
import dev.microauth.secret.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/// The token that tells a client of the end of a session.
final class LogoutToken {
    // Back-Channel §2.4: a type of its own, so that it passes as nothing else.
    private static final String TYPE = "logout+jwt";
    private static final String EVENT = "http://schemas.openid.net/event/backchannel-logout";
    private static final Duration LIFE = Duration.ofMinutes(2);

    private LogoutToken() {}

    /// Back-Channel §2.4: whose session and which one, in a form that no ID token has. There is never a nonce.
    static Secret sign(KeyRings keys, String issuer, LogoutStore.Due due, UUID id, Instant now) {
        var claims = new LinkedHashMap<String, Object>();
        claims.put("iss", issuer);
        claims.put("sub", due.user().toString());
        claims.put("aud", due.clientId());
        claims.put("iat", now.getEpochSecond());
        claims.put("exp", now.plus(LIFE).getEpochSecond());
        claims.put("jti", id.toString());
        claims.put("events", Map.of(EVENT, Map.of()));
        claims.put("sid", due.session().toString());
        // Back-Channel §2.6: signed as the ID tokens of this client are.
        Algorithm algorithm =
                due.algorithm()
                        .filter(Ring.AUTH.algorithms()::contains)
                        .orElse(keys.defaults().idToken());
        return Secret.of(keys.signing(Ring.AUTH, algorithm).sign(TYPE, claims));
    }
}
