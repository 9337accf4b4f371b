/// Owns applications: their names, secrets, allowed grants and scopes, and the one routine that checks a
/// client's secret. Does not know what a client asks for. Specs: RFC 6749 §2, RFC 7591 §2 (names).
package dev.microauth.client;
