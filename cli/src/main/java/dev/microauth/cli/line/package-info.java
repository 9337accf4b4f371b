/// Owns what a command line is: options, commands, reading the words, help, completion, the reference page. All of it
/// comes from one table. Does not know what any command does.
///
/// The words are read by a few lines of our own: see `docs/decisions/0015`.
package dev.microauth.cli.line;
