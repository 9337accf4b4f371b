package dev.microauth.cli.terminal;

/// What the exit codes of mad mean.
public enum ExitCode {
    DONE(0, "It was done; for a question, the answer is yes."),
    FAILED(1, "It could not be done, for a reason that none of the others names."),
    USAGE(2, "It was not asked for in a way that can be understood."),
    NOT_SIGNED_IN(3, "Nobody is signed in, or the sign-in was refused or is over."),
    NOT_ALLOWED(4, "The permission is missing; for `permission check`, the answer is no."),
    NOT_FOUND(5, "There is no such thing."),
    CONFLICT(6, "It is there already, is protected, or was changed by somebody else in between."),
    INVALID(7, "The server cannot take a value."),
    UNAVAILABLE(8, "The server cannot be reached, asks to wait, or fails.");

    private final int number;
    private final String sentence;

    ExitCode(int number, String sentence) {
        this.number = number;
        this.sentence = sentence;
    }

    public int number() {
        return number;
    }

    /// What it means, as a sentence.
    public String sentence() {
        return sentence;
    }
}
