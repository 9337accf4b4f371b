/// The doors of the auth port: token endpoint, introspection, revocation, user info, what people and service accounts
/// do for themselves, and the management of people that scopes of delegation allow. Each translates and no more.
/// Specs: RFC 6749, RFC 7009, RFC 7662, RFC 8414; OpenID Connect Core §5.3, Discovery §4.
package dev.microauth.web.oidc;
