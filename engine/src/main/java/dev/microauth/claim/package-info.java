/// Owns what is said of a person under the names of OpenID Connect, and which scope opens which name. Does not know to
/// whom it is said. Specs: OpenID Connect Core §5.
package dev.microauth.claim;
