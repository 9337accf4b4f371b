/// Owns sessions: sign-ins that last, what is known of them, how a browser holds one, and their end. What was issued
/// under one dies with it, since whoever looks for a live token asks for its session too; the two meet here only where a
/// session outlives a change that ends all others.
package dev.microauth.session;
