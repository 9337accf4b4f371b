/// Passwords: how they are hashed and checked, and which ones may be chosen.
///
/// Owns the Argon2id engine (libsodium or Bouncy Castle) with its bound on memory, the PHC text of a stored hash, and the
/// policy with its offline blocklist. Does not know where a hash is kept, who signs in, nor how often somebody failed.
///
/// Specs: RFC 9106 (Argon2), RFC 8265 §4.2 (OpaqueString, with the differences `Passwords` names), NIST SP 800-63B-4 §3.1.1.2.
package dev.microauth.password;
