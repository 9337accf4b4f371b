/// What the daemon says while it works: one line per event on standard error, for eyes or for machines.
///
/// Loggers are the JDK's own [java.lang.System.Logger]. Text from outside cannot forge a line: see [dev.microauth.text.Printable].
/// This package knows nothing of the rest of the daemon.
package dev.microauth.server.log;
