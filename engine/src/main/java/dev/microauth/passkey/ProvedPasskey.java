package dev.microauth.passkey;

import dev.microauth.subject.UserId;
import java.time.Instant;
import java.util.List;

/// A passkey that answered rightly; only this package makes one. It is not used up until it is spent inside a
/// transaction.
///
/// @see Passkeys#spend
public final class ProvedPasskey {
    private final Passkey passkey;
    private final boolean userVerified;
    private final boolean copyable;
    private final byte[] challengeHash;
    private final Instant challengeExpiresAt;
    private final long signCount;
    private final boolean backedUp;

    ProvedPasskey(
            Passkey passkey,
            boolean userVerified,
            boolean copyable,
            byte[] challengeHash,
            Instant challengeExpiresAt,
            long signCount,
            boolean backedUp) {
        this.passkey = passkey;
        this.userVerified = userVerified;
        this.copyable = copyable;
        this.challengeHash = challengeHash.clone();
        this.challengeExpiresAt = challengeExpiresAt;
        this.signCount = signCount;
        this.backedUp = backedUp;
    }

    public UserId user() {
        return passkey.user();
    }

    public Passkey passkey() {
        return passkey;
    }

    /// Whether the authenticator asked for a finger, a face or a PIN: two factors by itself.
    public boolean userVerified() {
        return userVerified;
    }

    /// Names of RFC 8176, `mfa` not among them: `hwk` for a key that cannot leave its device, `swk` for one that can,
    /// `user` when its owner was there, `pin` when it asked who they are.
    public List<String> methods() {
        String key = copyable ? "swk" : "hwk";
        return userVerified ? List.of(key, "user", "pin") : List.of(key, "user");
    }

    byte[] challengeHash() {
        return challengeHash.clone();
    }

    Instant challengeExpiresAt() {
        return challengeExpiresAt;
    }

    long signCount() {
        return signCount;
    }

    boolean backedUp() {
        return backedUp;
    }
}
