package dev.microauth.passkey;

import dev.microauth.subject.UserId;

/// A passkey that was made rightly and is about to be kept; only this package makes one.
///
/// @see Passkeys#insert
public final class NewPasskey {
    private final UserId user;

    NewPasskey(UserId user) {
        this.user = user;
    }

    public UserId user() {
        return user;
    }
}
