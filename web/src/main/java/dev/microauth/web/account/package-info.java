/// The pages on which people look after their own account: how they sign in, where they are signed in, what they let
/// applications have. Reached by the session of a browser. Decides nothing about what a change leads to.
package dev.microauth.web.account;
