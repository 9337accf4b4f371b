package dev.microauth.api;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// Members that are missing, unknown or not of their type: all of them at once.
public final class WireProblem extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Map<String, String> fields;

    /// Names what is wrong.
    ///
    /// @param fields each wrong member by its name on the wire (`redirect_uris[2]`), with what is wrong about it
    public WireProblem(Map<String, String> fields) {
        super(text(fields), null, false, false);
        this.fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    public Map<String, String> fields() {
        return fields;
    }

    private static String text(Map<String, String> fields) {
        var text = new StringBuilder();
        fields.forEach(
                (name, what) -> text.append(text.isEmpty() ? "" : "; ").append(name + " " + what));
        return text.toString();
    }
}
