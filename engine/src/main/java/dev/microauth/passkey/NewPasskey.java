package dev.microauth.passkey;

import dev.microauth.subject.UserId;

/// A passkey that was made rightly and is about to be kept; only this package makes one.
///
/// @see Passkeys#insert
public final class NewPasskey {
    private final UserId user;
    private final String name;
    private final byte[] handle;
    private final Attested attested;
    private final UsedChallenge challenge;

    NewPasskey(
            UserId user, String name, byte[] handle, Attested attested, UsedChallenge challenge) {
        this.user = user;
        this.name = name;
        this.handle = handle.clone();
        this.attested = attested;
        this.challenge = challenge;
    }

    public UserId user() {
        return user;
    }

    public String name() {
        return name;
    }

    byte[] handle() {
        return handle.clone();
    }

    Attested attested() {
        return attested;
    }

    UsedChallenge challenge() {
        return challenge;
    }
}
