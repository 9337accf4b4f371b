package dev.microauth.api.client;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// Which part of a list is asked for.
public final class Query {
    private final Map<String, String> parameters;

    private Query(Map<String, String> parameters) {
        this.parameters = Collections.unmodifiableMap(parameters);
    }

    /// The first page of everything.
    public static Query all() {
        return new Query(Map.of());
    }

    /// Also a filter by its name on the wire: `is_active`, `ring`, `action` …
    public Query with(String name, String value) {
        var more = new LinkedHashMap<>(parameters);
        more.put(name, value);
        return new Query(more);
    }

    /// Only what this text is found in.
    public Query matching(String text) {
        return with("q", text);
    }

    /// Ordered by a member; `-` before it turns the order round.
    public Query sortedBy(String member) {
        return with("sort", member);
    }

    /// At most so many, 1 to 500; the server's own bound is 50.
    public Query limit(int most) {
        return with("limit", Integer.toString(most));
    }

    /// What stands behind a page, by that page's `next`.
    public Query after(String cursor) {
        return with("after", cursor);
    }

    public Map<String, String> parameters() {
        return parameters;
    }
}
