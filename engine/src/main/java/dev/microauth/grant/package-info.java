/// Owns the token endpoint's decision: one file a grant, and the phases that no grant can skip (allowed
/// for this client → the grant itself → scopes → signature → stored and audited in one transaction).
/// Also the token endpoint of the admin port and the check of a password by a client.
/// Specs: RFC 6749 §4.3, §4.4, §6; RFC 9700.
package dev.microauth.grant;
