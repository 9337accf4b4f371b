/// Owns roles, permissions and scopes, and who has which. Does not know how rights are enforced.
/// The seeded rows keep their identifiers for ever.
package dev.microauth.access;
