/// Owns passkeys: enrolment, proof, list and removal. The cryptography of WebAuthn is the library's. Does not know what is
/// signed in to. Specs: Web Authentication Level 3.
package dev.microauth.passkey;
