/// Owns asking the admin API from a program: the connection, signing in, one class for each noun, and what can go
/// wrong. Does not know who asks. Specs: RFC 6749 §4, RFC 7396, RFC 9457.
package dev.microauth.api.client;
