/// The roof of mad: its entry, and the way from the words of a command line to an exit code.
package dev.microauth.cli;
