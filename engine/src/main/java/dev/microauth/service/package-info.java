/// Owns service accounts: their names, state, the one credential of each and the database logins kept for
/// them. Does not know how a credential is checked, nor what a token is.
/// Each has a protected role of its own name; whoever holds it keeps the account.
package dev.microauth.service;
