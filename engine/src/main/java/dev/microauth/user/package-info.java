/// Owns people: their names, state and password hash. Does not know how somebody signs in, nor what
/// rights they have. Specs: RFC 8265 (names are case-folded and normalised once, on the way in).
package dev.microauth.user;
