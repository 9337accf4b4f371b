package dev.microauth.json;

/// What a reader takes.
///
/// @param depth how deep objects and arrays may be nested, the outermost counted
/// @param nulls whether `null` is a value; it is read as an empty [java.util.Optional]
public record Limits(int depth, boolean nulls) {
    /// Tokens, keys and key sets, where `null` means nothing.
    public static final Limits TOKEN = new Limits(8, false);

    /// Bodies of requests and answers.
    public static final Limits BODY = new Limits(16, true);
}
