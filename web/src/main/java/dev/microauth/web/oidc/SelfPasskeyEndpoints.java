package dev.microauth.web.oidc;

import dev.microauth.api.Listing;
import dev.microauth.api.PasskeyCreation;
import dev.microauth.api.PasskeyEdit;
import dev.microauth.passkey.Passkey;
import dev.microauth.web.http.Request;
import dev.microauth.web.http.Response;
import dev.microauth.web.oauth.SelfGuard.Self;
import dev.microauth.web.wire.Ids;
import dev.microauth.web.wire.JsonBody;
import dev.microauth.web.wire.OwnPasskeys;
import dev.microauth.web.wire.OwnPasskeys.Own;
import dev.microauth.web.wire.RecordAnswer;
import dev.microauth.web.wire.Views;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// `/me/passkeys`: what people sign in with instead of a password, over a token.
public final class SelfPasskeyEndpoints {
    public static final String PATH = "/me/passkeys";

    private final OwnPasskeys passkeys;

    public SelfPasskeyEndpoints(OwnPasskeys passkeys) {
        this.passkeys = passkeys;
    }

    /// GET /me/passkeys.
    public Response list(Request request, Self self) {
        List<Passkey> all = passkeys.list(own(request, self));
        return RecordAnswer.ok(
                new Listing<>(
                        all.stream().map(Views::of).toList(),
                        Optional.empty(),
                        Optional.of((long) all.size()),
                        Optional.empty()));
    }

    /// POST /me/passkeys/options: what to ask an authenticator. Nothing is kept of it.
    public Response ask(Request request, Self self) {
        return RecordAnswer.ok(passkeys.ask(own(request, self)));
    }

    /// POST /me/passkeys: the answer to that.
    public Response add(Request request, Self self) {
        var wanted = new JsonBody(request).read(PasskeyCreation.class);
        return RecordAnswer.created(passkeys.add(own(request, self), wanted));
    }

    /// PATCH /me/passkeys/{id}.
    public Response rename(Request request, Self self) {
        UUID id = id(request);
        Own own = own(request, self);
        var wanted = new JsonBody(request).merged(PasskeyEdit.class, passkeys.current(own, id));
        return RecordAnswer.ok(Views.of(passkeys.rename(own, id, wanted)));
    }

    /// DELETE /me/passkeys/{id}.
    public Response remove(Request request, Self self) {
        passkeys.remove(own(request, self), id(request));
        return Response.empty(204);
    }

    private static Own own(Request request, Self self) {
        return new Own(self.actor(request), self.user(), self.token());
    }

    private static UUID id(Request request) {
        return Ids.parse("passkey", request.pathParameter("id"));
    }
}
