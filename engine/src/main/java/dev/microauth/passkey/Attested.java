package dev.microauth.passkey;

import java.util.List;

/// What an authenticator said of the key that it made.
record Attested(
        byte[] credentialId,
        byte[] publicKey,
        long algorithm,
        long signCount,
        List<String> transports,
        byte[] aaguid,
        boolean backupEligible,
        boolean backedUp) {}
