/// Owns what a command line is: options, commands, reading the words, help, completion, the reference page. All of it
/// comes from one table. Does not know what any command does.
///
/// The words are read by a few lines of our own: options stand anywhere on the line, and a command must not cost more
/// to understand than to do.
package dev.microauth.cli.line;
