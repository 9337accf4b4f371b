package dev.microauth.web.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// The headers of a request, as whoever received it keeps them. Names are matched in any letter case.
@FunctionalInterface
public interface Headers {
    /// Every value under this name, one per line of the request, in order; empty when there is none.
    List<String> all(String name);

    /// No headers at all.
    static Headers none() {
        return name -> List.of();
    }

    /// Headers given as `name, value, name, value …`.
    ///
    /// @throws IllegalArgumentException when a name has no value
    static Headers of(String... namesAndValues) {
        if (namesAndValues.length % 2 != 0) {
            throw new IllegalArgumentException("a header name has no value");
        }
        Map<String, List<String>> lines = new TreeMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            lines.computeIfAbsent(
                            namesAndValues[i].toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                    .add(namesAndValues[i + 1]);
        }
        return name -> List.copyOf(lines.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()));
    }
}
