/// Owns sessions: sign-ins that last, what is known of them, and their end. Does not know what was issued under
/// one; that dies with it, since whoever looks for a live token asks for its session too.
package dev.microauth.session;
