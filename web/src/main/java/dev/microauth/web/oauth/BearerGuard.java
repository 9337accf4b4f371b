package dev.microauth.web.oauth;

import dev.microauth.key.Ring;
import dev.microauth.oauth.OAuthError;
import dev.microauth.oauth.OAuthRefusal;
import dev.microauth.token.AccessTokens;
import dev.microauth.token.LiveToken;
import dev.microauth.web.http.Admission;
import dev.microauth.web.http.Guard;
import dev.microauth.web.http.Request;
import java.util.List;

/// Lets requests in that carry a live access token of one ring.
public final class BearerGuard implements Guard<LiveToken> {
    private final AccessTokens tokens;
    private final Ring ring;

    public BearerGuard(AccessTokens tokens, Ring ring) {
        this.tokens = tokens;
        this.ring = ring;
    }

    @Override
    public String name() {
        return "bearer:" + ring.label();
    }

    @Override
    public Admission<LiveToken> admit(Request request) {
        try {
            return Admission.admitted(
                    tokens.find(ring, presented(request))
                            .orElseThrow(() -> invalid("not live, or not of this ring")));
        } catch (OAuthRefusal refusal) {
            return Admission.refused(Refusals.of(request, refusal));
        }
    }

    // RFC 6750 §2: the header alone; a token in the address ends up in logs.
    private static String presented(Request request) {
        List<String> headers = request.headers("authorization");
        if (headers.size() != 1 || !headers.getFirst().regionMatches(true, 0, "Bearer ", 0, 7)) {
            throw invalid(headers.isEmpty() ? "no token" : "no single Bearer header");
        }
        return headers.getFirst().substring(7).strip();
    }

    private static OAuthRefusal invalid(String detail) {
        return new OAuthRefusal(
                OAuthError.INVALID_TOKEN,
                "The access token is missing, expired or revoked.",
                detail);
    }
}
