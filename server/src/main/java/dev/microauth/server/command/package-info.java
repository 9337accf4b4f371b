/// The command line of microauthd: which verbs there are, what they take and what their help says.
///
/// It reads the settings, sets up the log and calls the verb. What a verb does is not known here: see [Verbs].
/// Results go to standard output, everything else to standard error; a failure is one line.
package dev.microauth.server.command;
