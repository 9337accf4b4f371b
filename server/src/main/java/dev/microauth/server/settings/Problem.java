package dev.microauth.server.settings;

/// One thing that is wrong with what was set.
///
/// @param where an option, a variable, or a file and its line
/// @param what without a full stop
/// @param remedy what to do, as a sentence
public record Problem(String where, String what, String remedy) {

    /// Whether it is a problem of the command line: that names an option, a file or a variable do not begin with a dash.
    public boolean isUsage() {
        return where.startsWith("-");
    }

    /// All of it on one line.
    public String line() {
        return where + ": " + what + ". " + remedy;
    }
}
