/// The cookie bridge: people sign in at a remote microauthd, and a server-side web application keeps them signed in by an
/// encrypted cookie of its own.
///
/// Owns the code flow as a client sees it, the session cookie, silent renewal, sign-out, and what the server tells over
/// the back channel. Does not know web frameworks, which call [CookieBridge#handle] once for each request.
///
/// Specifications: OpenID Connect Core, RP-Initiated Logout and Back-Channel Logout, RFC 7636, RFC 9207.
package dev.microauth.bridge;
