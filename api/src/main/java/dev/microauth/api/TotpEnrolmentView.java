package dev.microauth.api;

/// What an authenticator app is given, shown this once: the secret in base32, and the same as an address and as the
/// picture (SVG) of a QR code of it.
public record TotpEnrolmentView(String secret, String otpauthUri, String qrSvg) {}
