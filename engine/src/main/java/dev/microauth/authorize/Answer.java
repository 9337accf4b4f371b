package dev.microauth.authorize;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// What goes back to a client: `code`, or `error` with `error_description`; `state` as it came; `iss` (RFC 9207).
public record Answer(Destination destination, Map<String, String> parameters) {
    public Answer {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }

    @Override
    public String toString() {
        return "Answer" + parameters.keySet();
    }
}
