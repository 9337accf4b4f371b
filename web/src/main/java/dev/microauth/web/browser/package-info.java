/// Owns what a browser is known by: cookies, and the session that one of them refers to. Does not show anything.
/// Specs: RFC 6265bis (`__Host-` names).
package dev.microauth.web.browser;
