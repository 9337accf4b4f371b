/// Owns the way of a signed-in person to a site behind a proxy that asks this server: which client stands for the
/// site, whether the person may enter, and how their session reaches another host than ours.
///
/// ```text
/// site, without a cookie ─ a mark for this browser ─ sign-in here ─ ticket, once ─ cookie of the site
/// ```
///
/// Does not know HTTP. A ticket is to a site what an authorization code is to a client, and the mark what `state` and
/// the verifier are: RFC 6749 §10.12, RFC 7636, RFC 9700 §4.7.
package dev.microauth.site;
