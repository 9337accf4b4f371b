package dev.microauth.web.pages;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A form, with what was wrong about the last attempt beside each field.
public final class Form {
    private final Texts texts;
    private final String action;
    private final List<Object> rows = new ArrayList<>();
    private final List<Tag> hidden = new ArrayList<>();
    private final List<Tag> buttons = new ArrayList<>();
    private final Map<String, String> problems = new LinkedHashMap<>();
    private Optional<String> general = Optional.empty();
    private Optional<Tag> mark = Optional.empty();

    /// @param action a path, or the address of somebody whom the page may lead to
    public Form(Texts texts, String action) {
        this.texts = texts;
        this.action = action;
    }

    /// What is wrong, by field.
    public Form problems(Map<String, String> byField) {
        problems.putAll(byField);
        return this;
    }

    /// What is wrong as a whole; stands above the form.
    public Form problem(String text) {
        general = Optional.of(text);
        return this;
    }

    public Form hidden(String name, String value) {
        hidden.add(Tag.of("input").with("type", "hidden").with("name", name).with("value", value));
        return this;
    }

    public Form field(Field field) {
        rows.add(field);
        return this;
    }

    /// Whatever else stands between the fields.
    public Form row(Tag tag) {
        rows.add(tag);
        return this;
    }

    /// What this form is for; the first of them is what the enter key does.
    public Form button(String label) {
        buttons.add(Tag.of("button", label).with("type", "submit"));
        return this;
    }

    /// The same, saying so by a parameter.
    public Form button(String label, String name, String value) {
        buttons.add(choice(label, name, value));
        return this;
    }

    /// A way out: it stands back, and asks for no field to be filled.
    public Form quiet(String label, String name, String value) {
        buttons.add(choice(label, name, value).with("class", "quiet").flag("formnovalidate"));
        return this;
    }

    /// The same with a picture before its label.
    public Form quiet(Icon icon, String label, String name, String value) {
        Tag button = choice("", name, value).with("class", "quiet").flag("formnovalidate");
        buttons.add(button.add(icon.tag(), Tag.of("span", label)));
        return this;
    }

    /// A way that cannot be undone.
    public Form dangerous(String label, String name, String value) {
        buttons.add(choice(label, name, value).with("class", "danger"));
        return this;
    }

    /// Marks the form for a script by a `data-` attribute.
    public Form mark(String attribute, String value) {
        mark = Optional.of(Tag.of("form").with(attribute, value));
        return this;
    }

    private static Tag choice(String label, String name, String value) {
        return Tag.of("button", label)
                .with("type", "submit")
                .with("name", name)
                .with("value", value);
    }

    public Tag render() {
        Tag form =
                mark.orElseGet(() -> Tag.of("form")).with("method", "post").with("action", action);
        if (general.isPresent() || !problems.isEmpty()) {
            String said = general.orElseGet(() -> texts.say("form.wrong"));
            form.add(Tag.alert(said));
        }
        for (Object row : rows) {
            form.add(row instanceof Field field ? render(field) : (Tag) row);
        }
        return form.add(hidden).add(Tag.of("div").with("class", "buttons").add(buttons));
    }

    private Tag render(Field field) {
        Tag row = Tag.of("div").with("class", "field");
        row.add(Tag.of("label", field.label()).with("for", field.name()));
        Tag input = field.input();
        var described = new ArrayList<String>();
        Optional<String> problem = Optional.ofNullable(problems.get(field.name()));
        problem.ifPresent(_ -> described.add(field.name() + "-problem"));
        if (!field.hint().isEmpty()) {
            described.add(field.name() + "-hint");
        }
        if (!described.isEmpty()) {
            input.with("aria-describedby", String.join(" ", described));
        }
        problem.ifPresent(_ -> input.with("aria-invalid", "true"));
        row.add(
                field.toggle()
                        .map(text -> Tag.of("div", input, toggle(field, text)))
                        .map(block -> block.with("class", "reveal"))
                        .orElse(input));
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

    private static Tag toggle(Field field, String text) {
        return Tag.of("button", text)
                .with("type", "button")
                .with("data-shows", field.name())
                .with("aria-pressed", "false")
                .flag("hidden");
    }

    /// `is missing` becomes `Username is missing.`; what is a sentence already stays.
    private static String sentence(String label, String what) {
        return Character.isUpperCase(what.charAt(0)) ? what : label + " " + what + ".";
    }
}
