/// Owns the commands of mad, one file for each group: what they take, and what they do. Each is a request or two, and a
/// page of what came back.
package dev.microauth.cli.command;
