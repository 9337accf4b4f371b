/// Owns the way to a server: its address, whom to trust, whose token to send, names turned into ids, refusals turned
/// into exit codes. Does not know the commands.
package dev.microauth.cli.remote;
