package dev.microauth.web.admin;

import dev.microauth.access.AdminPermission;
import dev.microauth.api.TokenQuestion;
import dev.microauth.token.IssuedTokens;
import dev.microauth.token.TokenId;
import dev.microauth.token.TokenStatus;
import dev.microauth.web.http.Response;
import dev.microauth.web.oauth.IntrospectionAnswer;
import java.util.List;

/// `/introspect` and `/access-tokens`: what a token is worth, and its end.
final class TokensResource implements Resource {
    private final TokenStatus status;
    private final IssuedTokens issued;

    TokensResource(TokenStatus status, IssuedTokens issued) {
        this.status = status;
        this.issued = issued;
    }

    @Override
    public List<Operation> operations() {
        return List.of(
                Operation.post(
                                "/introspect",
                                AdminPermission.SESSIONS_READ,
                                "Tells what a token of the auth port is worth.")
                        .describing(
                                "The members of RFC 7662 §2.2, for an access token or a refresh token; for whatever is"
                                        + " not live exactly `{\"active\":false}`.")
                        .takes(TokenQuestion.class)
                        .media("application/json")
                        .by(this::introspect),
                Operation.delete(
                                "/access-tokens/{id}",
                                AdminPermission.SESSIONS_WRITE,
                                "Revokes an access token by its `jti`.")
                        .by(this::revoke));
    }

    private Response introspect(AdminCall call) {
        var found = status.inspect(call.body(TokenQuestion.class).token());
        return Response.json(200, IntrospectionAnswer.of(found, status)).noStore();
    }

    private Response revoke(AdminCall call) {
        issued.revoke(call.actor(), new TokenId(call.id("id")));
        return call.noContent();
    }
}
