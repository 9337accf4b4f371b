package dev.microauth.server.settings;

/// One thing that is wrong with what was set.
///
/// @param where an option, a variable, or a file and its line
/// @param what without a full stop
/// @param remedy what to do, as a sentence
public record Problem(String where, String what, String remedy) {

    /// All of it on one line.
    public String line() {
        return where + ": " + what + ". " + remedy;
    }
}
