/// Owns tokens: access tokens with a row each, refresh tokens in families, and the answers to "is it
/// live?" and "kill it", for its client and for administrators. Does not know why a token was granted.
/// Specs: RFC 9068 (form), RFC 7009 (revocation), RFC 7662 (introspection), RFC 9700 §4.14 (rotation).
package dev.microauth.token;
