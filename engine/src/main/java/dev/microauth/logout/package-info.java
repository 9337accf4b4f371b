/// Owns what clients are told of the end of a session: whom it concerns, the logout token, how often it was tried. Does
/// not send anything itself. Specs: OpenID Connect Back-Channel Logout 1.0.
package dev.microauth.logout;
