/// Owns what people see and type: streams, questions, tables, JSON for the eye, exit codes. What comes from a server
/// is escaped here before a terminal gets it. Does not know the API.
package dev.microauth.cli.terminal;
