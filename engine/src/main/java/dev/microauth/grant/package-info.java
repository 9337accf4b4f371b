/// Owns the token endpoint's decision: one file a grant, and the phases that no grant can skip (allowed
/// for this client → the grant itself → scopes → signature → stored and audited in one transaction).
/// Specs: RFC 6749 §4.3, §4.4, §6; RFC 9700.
package dev.microauth.grant;
