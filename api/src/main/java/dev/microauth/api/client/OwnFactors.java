package dev.microauth.api.client;

import dev.microauth.api.RecoveryCodesView;
import dev.microauth.api.TotpCode;
import dev.microauth.api.TotpEnrolmentView;

/// The second factors of whoever is signed in. Each change takes a sign-in of the last five minutes.
public final class OwnFactors {
    private final Wire wire;

    OwnFactors(Wire wire) {
        this.wire = wire;
    }

    /// A secret for one's authenticator app; it waits for its first code.
    public TotpEnrolmentView enrolTotp() {
        return wire.post("/me/totp", TotpEnrolmentView.class);
    }

    /// From now on a code is asked for. With the first second factor come recovery codes.
    public RecoveryCodesView confirmTotp(String code) {
        return wire.post("/me/totp/confirm", new TotpCode(code), RecoveryCodesView.class);
    }

    public void removeTotp() {
        wire.delete("/me/totp");
    }

    /// New ones in place of the older.
    public RecoveryCodesView newRecoveryCodes() {
        return wire.post("/me/recovery-codes", RecoveryCodesView.class);
    }
}
