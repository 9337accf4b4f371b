/// Owns randomness, hashing and sealing: the only package that touches a cipher or a random generator.
/// Knows nothing of what it protects; a caller names the place of a sealed value, and the seal holds
/// only there. Specs: RFC 5869 (HKDF), RFC 9562 §5.7 (UUIDv7), NIST SP 800-38D (GCM).
package dev.microauth.secret;
