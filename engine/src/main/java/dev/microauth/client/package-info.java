/// Owns applications: what can be chosen of them and what has to fit together, their secrets, addresses, scopes and
/// pictures, and the one routine that checks the secret of a client or service account. Does not know what a client
/// asks for. Specs: RFC 6749 §2, RFC 7591 §2 (names), RFC 8252 §7 and §8, RFC 9700 §2.1.
package dev.microauth.client;
