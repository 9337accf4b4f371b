package dev.microauth.access;

import dev.microauth.audit.AuditEvent;
import dev.microauth.problem.AuthException.Invalid;
import dev.microauth.problem.AuthException.NotFound;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What a change of a set adds and removes.
record SetChange<T extends Entry>(List<T> before, List<T> added, List<T> removed) {
    static <T extends Entry> SetChange<T> adding(List<T> before, T one) {
        return new SetChange<>(before, before.contains(one) ? List.of() : List.of(one), List.of());
    }

    /// Throws [NotFound] when it is not in the set.
    static <T extends Entry> SetChange<T> removing(List<T> before, UUID one, String noun) {
        T found =
                before.stream()
                        .filter(each -> each.key().equals(one))
                        .findFirst()
                        .orElseThrow(() -> new NotFound(noun, one + " here"));
        return new SetChange<>(before, List.of(), List.of(found));
    }

    /// Throws [Invalid] naming `ids` when one of them is the id of nothing.
    static <T extends Entry> SetChange<T> to(
            List<T> before,
            Collection<UUID> wanted,
            Function<UUID, Optional<T>> finding,
            String noun) {
        var chosen = new LinkedHashSet<>(wanted);
        var known = before.stream().map(Entry::key).collect(Collectors.toSet());
        var added = new ArrayList<T>();
        for (UUID each : chosen) {
            if (!known.contains(each)) {
                added.add(
                        finding.apply(each)
                                .orElseThrow(() ->
                                        new Invalid(
                                                "ids", "holds " + each + ", which is no " + noun)));
            }
        }
        var removed = before.stream().filter(each -> !chosen.contains(each.key())).toList();
        return new SetChange<>(before, List.copyOf(added), removed);
    }

    boolean isNothing() {
        return added.isEmpty() && removed.isEmpty();
    }

    /// The set as it will be.
    List<T> after() {
        var all = new ArrayList<>(before);
        all.removeAll(removed);
        all.addAll(added);
        return List.copyOf(all);
    }

    /// The event, with what changed: in words, and as its second target where it is one alone.
    AuditEvent on(AuditEvent event) {
        AuditEvent said = event.saying(describe());
        if (added.size() + removed.size() != 1) {
            return said;
        }
        T one = added.isEmpty() ? removed.getFirst() : added.getFirst();
        return said.and(noun(one), one.key().toString());
    }

    private static String noun(Entry entry) {
        return switch (entry) {
            case Role _ -> "role";
            case Permission _ -> "permission";
            case Scope _ -> "scope";
        };
    }

    private String describe() {
        var text = new ArrayList<String>();
        if (!added.isEmpty()) {
            text.add("added " + names(added));
        }
        if (!removed.isEmpty()) {
            text.add("removed " + names(removed));
        }
        return String.join("; ", text);
    }

    private static <T extends Entry> String names(List<T> entries) {
        return entries.stream().map(Entry::name).sorted().collect(Collectors.joining(", "));
    }
}
