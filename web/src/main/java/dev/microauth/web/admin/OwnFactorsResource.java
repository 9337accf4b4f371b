package dev.microauth.web.admin;

import dev.microauth.access.AdminPermission;
import dev.microauth.account.OwnFactors;
import dev.microauth.account.OwnFactors.Change;
import dev.microauth.api.RecoveryCodesView;
import dev.microauth.api.TotpCode;
import dev.microauth.api.TotpEnrolmentView;
import dev.microauth.subject.UserId;
import dev.microauth.web.http.Response;
import dev.microauth.web.wire.Views;
import java.time.InstantSource;
import java.util.List;

/// `/me/totp` and `/me/recovery-codes`: the second factors of whoever asks; `/users/{id}/totp`: what can be taken from
/// somebody else.
final class OwnFactorsResource implements Resource {
    private static final String RECENT =
            "Takes a sign-in of the last five minutes. The session of the token goes on; every other one ends.";

    private final OwnFactors factors;
    private final OwnAccount own;

    OwnFactorsResource(OwnFactors factors, InstantSource clock) {
        this.factors = factors;
        this.own = new OwnAccount(clock);
    }

    @Override
    public List<Operation> operations() {
        return List.of(
                Operation.post("/me/totp", Right.ANY, "Makes a secret for one's authenticator app.")
                        .describing(
                                "It is shown this once, and asks nobody for a code until it is confirmed, within an hour."
                                        + " Takes a sign-in of the last five minutes.")
                        .answers(TotpEnrolmentView.class)
                        .by(this::enrol),
                Operation.post(
                                "/me/totp/confirm",
                                Right.ANY,
                                "Shows a code of the new app, which is asked for at each sign-in from now on.")
                        .describing(
                                "Answers recovery codes with the first second factor. " + RECENT)
                        .takes(TotpCode.class)
                        .answers(RecoveryCodesView.class)
                        .refuses(429)
                        .by(this::confirm),
                Operation.delete("/me/totp", Right.ANY, "Removes one's authenticator app.")
                        .describing(RECENT)
                        .by(this::remove),
                Operation.post(
                                "/me/recovery-codes",
                                Right.ANY,
                                "Makes ten new recovery codes in place of the older ones.")
                        .describing(RECENT)
                        .answers(RecoveryCodesView.class)
                        .by(this::recoveryCodes),
                Operation.delete(
                                "/users/{id}/totp",
                                AdminPermission.USERS_WRITE,
                                "Takes a person's authenticator app away, and ends their tokens and sessions.")
                        .describing(
                                "With their last second factor go the recovery codes. Nobody can set one up for"
                                        + " somebody else.")
                        .by(this::take));
    }

    private Response enrol(AdminCall call) {
        Change change = own.change(call);
        return call.ok(Views.of(factors.enrolTotp(change.actor(), change.user()))).noStore();
    }

    private Response confirm(AdminCall call) {
        String code = call.body(TotpCode.class).totpCode();
        return call.ok(Views.of(factors.confirmTotp(own.change(call), code))).noStore();
    }

    private Response remove(AdminCall call) {
        factors.removeTotp(own.change(call));
        return call.noContent();
    }

    private Response recoveryCodes(AdminCall call) {
        return call.ok(Views.of(factors.newRecoveryCodes(own.change(call)))).noStore();
    }

    private Response take(AdminCall call) {
        factors.takeTotp(call.actor(), new UserId(call.id("id")));
        return call.noContent();
    }
}
