package dev.microauth.web.oauth;

import dev.microauth.token.Introspection;
import dev.microauth.token.LiveToken;
import dev.microauth.token.TokenStatus;
import java.util.LinkedHashMap;
import java.util.Map;

/// The members of an introspection answer (RFC 7662 §2.2), on both ports.
public final class IntrospectionAnswer {
    private IntrospectionAnswer() {}

    public static Map<String, Object> of(Introspection found, TokenStatus status) {
        return switch (found) {
            // RFC 7662 §2.2: nothing else is said of a token that is not active.
            case Introspection.Inactive _ -> Map.of("active", false);
            case Introspection.Access access -> members(access.token(), status);
            case Introspection.Refresh refresh -> members(refresh);
        };
    }

    private static Map<String, Object> members(LiveToken token, TokenStatus status) {
        var members = new LinkedHashMap<String, Object>();
        members.put("active", true);
        members.put("token_type", "Bearer");
        members.putAll(token.token().claims());
        status.userOf(token).ifPresent(user -> members.put("username", user.username().value()));
        return members;
    }

    private static Map<String, Object> members(Introspection.Refresh refresh) {
        var family = refresh.token().family();
        var members = new LinkedHashMap<String, Object>();
        members.put("active", true);
        members.put("client_id", refresh.clientId().value());
        members.put("sub", family.user().toString());
        members.put("scope", family.scopes().toString());
        members.put("iat", refresh.token().issuedAt().getEpochSecond());
        members.put("exp", refresh.token().expiresAt().getEpochSecond());
        return members;
    }
}
