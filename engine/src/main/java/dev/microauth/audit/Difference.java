package dev.microauth.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What an update changes, member by member, for the detail of its event. Nothing secret goes in here.
public final class Difference {
    private static final int LONGEST = 1_000;

    private final List<String> changes = new ArrayList<>();

    /// Notes the member when its value becomes another one.
    public Difference of(String member, Object before, Object after) {
        if (!before.equals(after)) {
            changes.add(member + " " + shown(before) + " → " + shown(after));
        }
        return this;
    }

    public boolean isEmpty() {
        return changes.isEmpty();
    }

    /// `is_active true → false, description none → "nightly"`.
    @Override
    public String toString() {
        return String.join(", ", changes);
    }

    private static String shown(Object value) {
        String text =
                switch (value) {
                    case Optional<?> optional when optional.isEmpty() -> "none";
                    case Optional<?> optional -> shown(optional.orElseThrow());
                    case Boolean flag -> flag.toString();
                    case Number number -> number.toString();
                    default -> '"' + value.toString() + '"';
                };
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
