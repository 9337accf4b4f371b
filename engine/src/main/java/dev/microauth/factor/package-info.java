/// Owns second factors that are typed: TOTP secrets and recovery codes, each good once. Does not know what is signed in
/// to, nor who waits after failures. Specs: RFC 6238, RFC 4226.
package dev.microauth.factor;
