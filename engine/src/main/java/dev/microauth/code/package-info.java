/// Owns authorization codes: good once, for a minute, for one client. Does not know what is given for one.
/// Specs: RFC 6749 §4.1, RFC 7636.
package dev.microauth.code;
