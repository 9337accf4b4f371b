/// Owns what mad keeps between two calls, in the user's configuration directory: the profile, and the tokens of each
/// server. Does not know what tokens are good for.
package dev.microauth.cli.store;
