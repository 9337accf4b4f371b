/// The doors of the auth port: token endpoint, introspection, revocation, metadata, user info and the
/// bearer's own view. Each translates and no more.
/// Specs: RFC 6749, RFC 7009, RFC 7662, RFC 8414; OpenID Connect Core §5.3, Discovery §4.
package dev.microauth.web.oidc;
