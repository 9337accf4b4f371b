package dev.microauth.web.oauth;

import dev.microauth.key.Ring;
import dev.microauth.oauth.OAuthError;
import dev.microauth.oauth.OAuthRefusal;
import dev.microauth.token.AccessTokens;
import dev.microauth.token.LiveToken;
import dev.microauth.web.http.Admission;
import dev.microauth.web.http.Guard;
import dev.microauth.web.http.Method;
import dev.microauth.web.http.Request;
import java.util.List;
import java.util.Optional;

/// Lets requests in that carry a live access token of one ring.
public final class BearerGuard implements Guard<LiveToken> {
    private static final String SCHEME = "Bearer ";
    private static final String PARAMETER = "access_token";

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
        return Refusals.admission(
                request,
                () ->
                        tokens.find(ring, presented(request))
                                .orElseThrow(() -> invalid("not live, or not of this ring")));
    }

    /// Whether the request tries to show a token.
    public static boolean isBearer(Request request) {
        return inBody(request).isPresent()
                || request.headers("authorization").stream()
                        .anyMatch(header -> inHeader(header).isPresent());
    }

    /// The token in an `Authorization` header (RFC 6750 §2.1); empty where it has another scheme.
    public static Optional<String> inHeader(String header) {
        return header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? Optional.of(header.substring(SCHEME.length()).strip())
                : Optional.empty();
    }

    // RFC 6750 §2: one way only; §2.3: not in the address, which ends up in logs. The answer is 401
    // for these too: a proxy that asks /whoami takes any other status for a breakdown.
    private static String presented(Request request) {
        List<String> headers = request.headers("authorization");
        Optional<String> inBody = inBody(request);
        if (request.query().names().contains(PARAMETER)) {
            throw invalid("token in the address");
        }
        if (headers.size() + (inBody.isPresent() ? 1 : 0) != 1) {
            throw invalid(headers.isEmpty() ? "no token" : "two ways at once");
        }
        return inBody.or(() -> inHeader(headers.getFirst()))
                .orElseThrow(() -> invalid("another scheme"));
    }

    // RFC 6750 §2.2: in a form, and so never with GET.
    private static Optional<String> inBody(Request request) {
        return request.method() == Method.POST && request.hasForm()
                ? request.form().find(PARAMETER)
                : Optional.empty();
    }

    private static OAuthRefusal invalid(String detail) {
        return new OAuthRefusal(
                OAuthError.INVALID_TOKEN,
                "The access token is missing, expired or revoked.",
                detail);
    }
}
