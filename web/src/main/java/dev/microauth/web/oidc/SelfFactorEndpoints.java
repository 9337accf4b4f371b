package dev.microauth.web.oidc;

import dev.microauth.account.OwnFactors;
import dev.microauth.account.OwnFactors.Change;
import dev.microauth.api.TotpCode;
import dev.microauth.web.http.Request;
import dev.microauth.web.http.Response;
import dev.microauth.web.oauth.SelfGuard.Self;
import dev.microauth.web.wire.JsonBody;
import dev.microauth.web.wire.RecordAnswer;
import dev.microauth.web.wire.Views;

/// The second factors of one's own account, over a token: `/me/totp`, `/me/recovery-codes`. The session of the token
/// goes on; every other one ends.
public final class SelfFactorEndpoints {
    private final OwnFactors factors;

    public SelfFactorEndpoints(OwnFactors factors) {
        this.factors = factors;
    }

    /// POST /me/totp.
    public Response enrol(Request request, Self self) {
        return RecordAnswer.ok(Views.of(factors.enrolTotp(self.actor(request), self.user())));
    }

    /// POST /me/totp/confirm.
    public Response confirm(Request request, Self self) {
        String code = new JsonBody(request).read(TotpCode.class).totpCode();
        return RecordAnswer.ok(Views.of(factors.confirmTotp(change(request, self), code)));
    }

    /// DELETE /me/totp.
    public Response remove(Request request, Self self) {
        factors.removeTotp(change(request, self));
        return Response.empty(204);
    }

    /// POST /me/recovery-codes.
    public Response recoveryCodes(Request request, Self self) {
        return RecordAnswer.ok(Views.of(factors.newRecoveryCodes(change(request, self))));
    }

    private static Change change(Request request, Self self) {
        return Change.over(self.actor(request), self.user(), self.token());
    }
}
