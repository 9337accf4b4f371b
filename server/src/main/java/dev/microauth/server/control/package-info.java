/// The control socket in the data directory: how a command reaches the daemon that holds the directory.
/// Whoever may enter the directory (0700) may command; the socket asks nothing more. Does not know what
/// the verbs do.
package dev.microauth.server.control;
