package dev.microauth.passkey;

import dev.microauth.passkey.WebAuthn.Proof;
import dev.microauth.subject.UserId;
import java.util.List;

/// A passkey that answered rightly; only this package makes one. It is not used up until it is spent inside a
/// transaction.
///
/// @see Passkeys#spend
public final class ProvedPasskey {
    private final Passkey passkey;
    private final boolean copyable;
    private final Proof proof;
    private final UsedChallenge challenge;

    ProvedPasskey(StoredPasskey stored, Proof proof, UsedChallenge challenge) {
        this.passkey = stored.passkey();
        this.copyable = stored.backupEligible();
        this.proof = proof;
        this.challenge = challenge;
    }

    public UserId user() {
        return passkey.user();
    }

    public Passkey passkey() {
        return passkey;
    }

    /// Whether the authenticator asked for a finger, a face or a PIN: two factors by itself.
    public boolean userVerified() {
        return proof.userVerified();
    }

    /// Names of RFC 8176, `mfa` not among them: `hwk` for a key that cannot leave its device, `swk` for one that can,
    /// `user` when its owner was there, `pin` when it asked who they are.
    public List<String> methods() {
        String key = copyable ? "swk" : "hwk";
        return userVerified() ? List.of(key, "user", "pin") : List.of(key, "user");
    }

    Proof proof() {
        return proof;
    }

    UsedChallenge challenge() {
        return challenge;
    }
}
