package dev.microauth.web.pages;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A form that posts to the page it stands on, with what was wrong about the last attempt beside each field.
final class Form {
    private final List<Field> fields = new ArrayList<>();
    private final Map<String, String> problems = new LinkedHashMap<>();
    private Optional<String> general = Optional.empty();

    private record Field(String name, String label, String hint, Tag input) {}

    /// What is wrong, by field; the rest stands above the form.
    Form problems(Map<String, String> byField) {
        problems.putAll(byField);
        return this;
    }

    Form problem(String text) {
        general = Optional.of(text);
        return this;
    }

    /// A field with what was typed into it before.
    Form text(
            String name,
            String label,
            String hint,
            String type,
            String autocomplete,
            String value) {
        return add(name, label, hint, type, autocomplete, Optional.of(value));
    }

    /// A field for a new password: what was typed into it is never shown again.
    Form password(String name, String label, String hint) {
        return add(name, label, hint, "password", "new-password", Optional.empty());
    }

    private Form add(
            String name,
            String label,
            String hint,
            String type,
            String autocomplete,
            Optional<String> value) {
        var input =
                Tag.of("input")
                        .with("id", name)
                        .with("name", name)
                        .with("type", type)
                        .with("autocomplete", autocomplete)
                        .with("autocapitalize", "none")
                        .with("spellcheck", "false")
                        .flag("required");
        value.ifPresent(typed -> input.with("value", typed));
        fields.add(new Field(name, label, hint, input));
        return this;
    }

    Tag render(String action) {
        var form = Tag.of("form").with("method", "post");
        if (general.isPresent() || !problems.isEmpty()) {
            form.add(alert());
        }
        fields.forEach(field -> form.add(render(field)));
        return form.add(Tag.of("button", action).with("type", "submit"));
    }

    private Tag alert() {
        var alert = Tag.of("div").with("class", "alert").with("role", "alert");
        alert.add(
                Tag.of(
                        "p",
                        general.orElse("Something has to be changed before this can be saved.")));
        return alert;
    }

    private Tag render(Field field) {
        var row = Tag.of("div").with("class", "field");
        row.add(Tag.of("label", field.label()).with("for", field.name()));
        var described = new ArrayList<String>();
        Optional<String> problem = Optional.ofNullable(problems.get(field.name()));
        problem.ifPresent(_ -> described.add(field.name() + "-problem"));
        if (!field.hint().isEmpty()) {
            described.add(field.name() + "-hint");
        }
        if (!described.isEmpty()) {
            field.input().with("aria-describedby", String.join(" ", described));
        }
        problem.ifPresent(_ -> field.input().with("aria-invalid", "true"));
        row.add(field.input());
        problem.ifPresent(what ->
                row.add(
                        Tag.of("p", sentence(field.label(), what))
                                .with("class", "problem")
                                .with("id", field.name() + "-problem")));
        if (!field.hint().isEmpty()) {
            row.add(
                    Tag.of("p", field.hint())
                            .with("class", "hint")
                            .with("id", field.name() + "-hint"));
        }
        return row;
    }

    /// `is missing` becomes `Username is missing.`; what is a sentence already stays.
    private static String sentence(String label, String what) {
        return Character.isUpperCase(what.charAt(0)) ? what : label + " " + what + ".";
    }
}
