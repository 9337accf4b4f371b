package dev.microauth.factor;

import dev.microauth.secret.Secret;

/// What an authenticator app is given: the secret in base32, and the same as an `otpauth://` address for a QR code.
public record TotpEnrolment(Secret secret, Secret otpauthUri) {}
