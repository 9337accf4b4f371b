package dev.microauth.server.settings;

/// What became of a text: a value, or the reason why not.
sealed interface Parsed<T> {

    record Good<T>(T value) implements Parsed<T> {}

    /// A refusal.
    ///
    /// @param what the rest of a sentence that begins with the value: `is not a number`
    /// @param remedy a sentence of its own
    record Bad<T>(String what, String remedy) implements Parsed<T> {}

    static <T> Parsed<T> good(T value) {
        return new Good<>(value);
    }

    static <T> Parsed<T> bad(String what, String remedy) {
        return new Bad<>(what, remedy);
    }
}
