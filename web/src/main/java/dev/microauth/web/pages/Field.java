package dev.microauth.web.pages;

import java.util.Optional;

/// A field of a form. What was typed into a secret one is never shown again.
///
/// @param autocomplete what browsers and password managers take it for (HTML §4.10.18.7)
/// @param hint stands below it; empty where nothing is to be said
/// @param toggle the label of a button by which a password can be looked at, where a script runs
/// @param numeric whether a phone shows its digits
public record Field(
        String name,
        String label,
        Kind kind,
        String autocomplete,
        String hint,
        Optional<String> value,
        Optional<String> toggle,
        boolean numeric,
        boolean focus) {
    /// What is typed into it.
    public enum Kind {
        TEXT,
        EMAIL,
        PASSWORD
    }

    public static Field text(String name, String label, String autocomplete) {
        return of(name, label, Kind.TEXT, autocomplete);
    }

    public static Field email(String name, String label) {
        return of(name, label, Kind.EMAIL, "email");
    }

    /// `current-password` or `new-password`.
    public static Field password(String name, String label, String autocomplete) {
        return of(name, label, Kind.PASSWORD, autocomplete);
    }

    /// A code that is used once, and so may be seen.
    public static Field code(String name, String label) {
        return of(name, label, Kind.TEXT, "one-time-code");
    }

    private static Field of(String name, String label, Kind kind, String autocomplete) {
        return new Field(
                name,
                label,
                kind,
                autocomplete,
                "",
                Optional.empty(),
                Optional.empty(),
                false,
                false);
    }

    public Field withHint(String text) {
        return new Field(name, label, kind, autocomplete, text, value, toggle, numeric, focus);
    }

    public Field withValue(String typed) {
        return kind == Kind.PASSWORD
                ? this
                : new Field(
                        name,
                        label,
                        kind,
                        autocomplete,
                        hint,
                        Optional.of(typed),
                        toggle,
                        numeric,
                        focus);
    }

    public Field ofDigits() {
        return new Field(name, label, kind, autocomplete, hint, value, toggle, true, focus);
    }

    public Field shownBy(String buttonLabel) {
        return new Field(
                name,
                label,
                kind,
                autocomplete,
                hint,
                value,
                Optional.of(buttonLabel),
                numeric,
                focus);
    }

    /// The one in which the page begins.
    public Field first() {
        return new Field(name, label, kind, autocomplete, hint, value, toggle, numeric, true);
    }

    Tag input() {
        Tag input =
                Tag.of("input")
                        .with("id", name)
                        .with("name", name)
                        .with(
                                "type",
                                switch (kind) {
                                    case TEXT -> "text";
                                    case EMAIL -> "email";
                                    case PASSWORD -> "password";
                                })
                        .with("autocomplete", autocomplete)
                        .with("autocapitalize", "none")
                        .with("spellcheck", "false")
                        .flag("required");
        if (numeric) {
            input.with("inputmode", "numeric");
        }
        if (focus) {
            input.flag("autofocus");
        }
        value.ifPresent(typed -> input.with("value", typed));
        return input;
    }
}
