package dev.microauth.server.settings;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// What the values of a setting look like and how a text becomes one.
///
/// @param label stands for the value in the help: `PORT`
/// @param accepts what may be given, as it reads in the reference: `a whole number from 0 to 65535`
record Kind<T>(String label, String accepts, Form form, Parser<T> parser) {

    /// How such a value is written in the settings file.
    enum Form {
        TEXT,
        NUMBER,
        FLAG,
        LIST
    }

    @FunctionalInterface
    interface Parser<T> {
        /// The value of a text.
        ///
        /// @param base against which a relative path is meant
        Parsed<T> parse(String text, Path base);
    }

    Parsed<T> parse(String text, Path base) {
        return text.isEmpty()
                ? Parsed.bad("is empty", "Give " + accepts + ", or leave the setting out.")
                : parser.parse(text, base);
    }

    /// The same values, for a setting that may be left out altogether.
    Kind<Optional<T>> optional() {
        return new Kind<>(
                label,
                accepts,
                form,
                (text, base) ->
                        switch (parse(text, base)) {
                            case Parsed.Good<T>(var value) -> Parsed.good(Optional.of(value));
                            case Parsed.Bad<T>(var what, var remedy) -> Parsed.bad(what, remedy);
                        });
    }

    static Kind<Boolean> flag() {
        return new Kind<>(
                "",
                "true or false",
                Form.FLAG,
                (text, base) ->
                        switch (text) {
                            case "true" -> Parsed.good(true);
                            case "false" -> Parsed.good(false);
                            default ->
                                    Parsed.bad("is neither true nor false", "Give one of the two.");
                        });
    }

    static <E extends Enum<E>> Kind<E> oneOf(Class<E> names) {
        var constants = names.getEnumConstants();
        var list =
                Arrays.stream(constants)
                        .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining("|"));
        return new Kind<>(
                list,
                "one of " + list.replace("|", ", "),
                Form.TEXT,
                (text, base) -> {
                    for (var constant : constants) {
                        if (constant.name().toLowerCase(Locale.ROOT).equals(text)) {
                            return Parsed.good(constant);
                        }
                    }
                    return Parsed.bad(
                            "is not one of the choices",
                            "Give one of " + list.replace("|", ", ") + ".");
                });
    }

    static Kind<Path> file() {
        return new Kind<>(
                "FILE",
                "the path of a file",
                Form.TEXT,
                (text, base) -> {
                    try {
                        return Parsed.good(base.resolve(text).normalize());
                    } catch (InvalidPathException unusable) {
                        return Parsed.bad("cannot be the path of a file", "Give another one.");
                    }
                });
    }
}
