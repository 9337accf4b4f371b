/// Owns the two key rings: making, sealing, rotating and publishing signing keys. Does not know what
/// is signed. Specs: RFC 7517, RFC 7638; OpenID Connect Core §10.1.1 (rotation).
package dev.microauth.key;
