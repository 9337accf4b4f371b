package dev.microauth.jose;

/// The signature algorithms of this house, by their JOSE names (RFC 7518 §3.1, RFC 8037 §3.1).
public enum Algorithm {
    EdDSA,
    ES256,
    RS256
}
