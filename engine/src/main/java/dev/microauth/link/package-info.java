/// Owns one-time links: invitation, reset, and the way to the first administrator. Does not know what the page behind
/// a link looks like. A link is stored by its hash alone and spent by one conditional statement.
/// Specs: NIST SP 800-63B-4 §4.2 (recovery), OWASP ASVS 6.4.
package dev.microauth.link;
