/// `microauthd init`: from questions and answers to a data directory that can be served.
///
/// Owns the conversation and the making of the directory, which happens as a whole or not at all. What may be answered
/// is the business of the table of settings, what a user or client may be that of the engine.
package dev.microauth.server.wizard;
