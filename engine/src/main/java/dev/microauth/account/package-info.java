/// Owns what people change of their own way in: password, second factors, passkeys. Such a change ends whatever else was
/// signed in. Does not know how the change was asked for.
package dev.microauth.account;
