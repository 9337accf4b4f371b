package dev.microauth.passkey;

import java.time.Instant;

/// A challenge that was answered: remembered by its hash until it could not be used any more.
record UsedChallenge(byte[] hash, Instant expiresAt) {}
