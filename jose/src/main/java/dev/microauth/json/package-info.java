/// Owns how JSON is read and written, for tokens, bodies and log lines alike. Does not know what it means.
/// Specs: RFC 8259, RFC 7493.
package dev.microauth.json;
