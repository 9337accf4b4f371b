/// Owns the words of OAuth 2: errors, grant types, scopes. Knows no request, no client and no user.
/// Specs: RFC 6749, RFC 6750, RFC 7009, RFC 7662.
package dev.microauth.oauth;
