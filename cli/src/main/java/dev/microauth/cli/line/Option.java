package dev.microauth.cli.line;

import java.util.List;

/// An option of a command.
///
/// @param name with its dashes: `--user-id`
/// @param label what its value is, for the help: `USER`; empty where it takes none
/// @param sentence for the help
/// @param required whether the command cannot do without
/// @param choices the values that it takes; empty where any will do
public record Option(
        String name,
        String label,
        String sentence,
        Form form,
        boolean required,
        List<String> choices) {

    /// How it is given.
    public enum Form {
        /// Alone.
        FLAG,
        /// With a value, once.
        VALUE,
        /// With a value, any number of times.
        REPEATED
    }

    public Option {
        choices = List.copyOf(choices);
    }

    public static Option flag(String name, String sentence) {
        return new Option(name, "", sentence, Form.FLAG, false, List.of());
    }

    public static Option value(String name, String label, String sentence) {
        return new Option(name, label, sentence, Form.VALUE, false, List.of());
    }

    public static Option repeated(String name, String label, String sentence) {
        return new Option(name, label, sentence, Form.REPEATED, false, List.of());
    }

    public static Option choice(String name, String sentence, List<String> choices) {
        return new Option(name, String.join("|", choices), sentence, Form.VALUE, false, choices);
    }

    /// The same, where the command cannot do without it.
    public Option must() {
        return new Option(name, label, sentence, form, true, choices);
    }

    /// The same, explained for one command.
    public Option saying(String other) {
        return new Option(name, label, other, form, required, choices);
    }

    public boolean takesValue() {
        return form != Form.FLAG;
    }

    /// Whether its value is the name of a file.
    boolean isFile() {
        return label.equals("FILE");
    }
}
