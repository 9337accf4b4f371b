package dev.microauth.web.oidc;

import dev.microauth.api.Listing;
import dev.microauth.api.PasskeyCreation;
import dev.microauth.api.PasskeyEdit;
import dev.microauth.api.WireFormat;
import dev.microauth.passkey.Passkey;
import dev.microauth.problem.AuthException.NotFound;
import dev.microauth.web.http.Request;
import dev.microauth.web.http.Response;
import dev.microauth.web.oauth.Bearers;
import dev.microauth.web.oauth.SelfGuard.Self;
import dev.microauth.web.wire.JsonBody;
import dev.microauth.web.wire.OwnPasskeys;
import dev.microauth.web.wire.OwnPasskeys.Own;
import dev.microauth.web.wire.Views;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// `/me/passkeys`: what people sign in with instead of a password, over a token.
public final class SelfPasskeyEndpoints {
    public static final String PATH = "/me/passkeys";

    private final OwnPasskeys passkeys;
    private final WireFormat format = new WireFormat();

    public SelfPasskeyEndpoints(OwnPasskeys passkeys) {
        this.passkeys = passkeys;
    }

    /// GET /me/passkeys.
    public Response list(Request request, Self self) {
        List<Passkey> all = passkeys.list(own(request, self));
        return Response.json(
                        200,
                        format.bytes(
                                new Listing<>(
                                        all.stream().map(Views::of).toList(),
                                        Optional.empty(),
                                        Optional.of((long) all.size()),
                                        Optional.empty())))
                .noStore();
    }

    /// POST /me/passkeys/options: what to ask an authenticator. Nothing is kept of it.
    public Response ask(Request request, Self self) {
        return Response.json(200, format.bytes(passkeys.ask(own(request, self)))).noStore();
    }

    /// POST /me/passkeys: the answer to that.
    public Response add(Request request, Self self) {
        var wanted = new JsonBody(request).read(PasskeyCreation.class);
        var made = passkeys.add(own(request, self), wanted);
        return Response.json(201, format.bytes(made)).noStore();
    }

    /// PATCH /me/passkeys/{id}.
    public Response rename(Request request, Self self) {
        UUID id = id(request);
        Own own = own(request, self);
        var wanted = new JsonBody(request).merged(PasskeyEdit.class, passkeys.current(own, id));
        Passkey renamed = passkeys.rename(own, id, wanted);
        return Response.json(200, format.bytes(Views.of(renamed))).noStore();
    }

    /// DELETE /me/passkeys/{id}.
    public Response remove(Request request, Self self) {
        passkeys.remove(own(request, self), id(request));
        return Response.empty(204);
    }

    private static Own own(Request request, Self self) {
        return new Own(Bearers.actor(request, self.token()), self.user(), self.token());
    }

    private static UUID id(Request request) {
        String text = request.pathParameter("id");
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new NotFound("passkey", text);
        }
    }
}
