package dev.microauth.token;

import dev.microauth.Engine;
import dev.microauth.grant.TokenResponse;
import dev.microauth.jose.JwtVerifier;
import dev.microauth.jose.TokenRefused;
import dev.microauth.jose.VerifiedToken;
import dev.microauth.key.Ring;
import dev.microauth.subject.ClientId;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// Somebody elsewhere, who reads the list as a verifier does.
record ListReader(Engine at) {
    static final ClientId READER = ClientId.of("reader");

    /// From the beginning.
    static RevocationQuery everything(Duration patience) {
        return new RevocationQuery(READER, Optional.empty(), Optional.empty(), patience);
    }

    /// What came since.
    static RevocationQuery after(VerifiedToken told) {
        return new RevocationQuery(
                READER, Optional.of(cursor(told)), Optional.empty(), Duration.ZERO);
    }

    static RevocationCursor cursor(VerifiedToken told) {
        return told.text("cursor").flatMap(RevocationCursor::parse).orElseThrow();
    }

    /// What the list calls the token of an answer.
    static String name(TokenResponse response) {
        return RevocationCursor.text(response.accessToken().id().value());
    }

    static TreeSet<String> names(VerifiedToken told) {
        var names = new TreeSet<String>();
        if (told.claims().get("revoked") instanceof Map<?, ?> revoked) {
            revoked.keySet().forEach(name -> names.add((String) name));
            return names;
        }
        throw new AssertionError("a list without a list");
    }

    VerifiedToken told(RevocationQuery query) {
        var verifier =
                JwtVerifier.builder()
                        .keys(kid -> at.keys().ring(Ring.AUTH).find(kid))
                        .issuer(at.issuers().auth())
                        .type(Revocations.TYPE)
                        .audience(READER.value())
                        .clock(at.clock())
                        .build();
        try {
            return verifier.verify(at.revocations().tell(query, WaitingRoom.large()));
        } catch (TokenRefused e) {
            throw new AssertionError(e);
        }
    }

    TreeSet<String> listed() {
        return names(told(everything(Duration.ZERO)));
    }

    /// The same where something will be on it in a moment: what ends by itself is looked for twice a second.
    TreeSet<String> listedSoon() {
        return names(told(everything(Duration.ofSeconds(5))));
    }
}
