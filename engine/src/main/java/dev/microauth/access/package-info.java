/// Owns roles, permissions and scopes, who has which, and the rules ([dev.microauth.access.Rights]) by which they are
/// given and taken. Does not know how rights are enforced. The seeded rows keep their identifiers for ever. Specs: RFC
/// 6749 §3.3 (the form of a scope).
package dev.microauth.access;
