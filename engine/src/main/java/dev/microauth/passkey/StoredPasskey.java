package dev.microauth.passkey;

import java.util.List;

/// A row of `passkeys`, with the handle of its owner.
record StoredPasskey(
        Passkey passkey,
        byte[] credentialId,
        byte[] publicKey,
        long signCount,
        List<String> transports,
        boolean backupEligible,
        byte[] handle) {}
