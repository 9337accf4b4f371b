package dev.microauth.web.oauth;

import dev.microauth.actor.Origin;
import dev.microauth.web.http.Request;
import java.util.Optional;

/// Where a request came from, for the audit.
public final class Origins {
    private Origins() {}

    public static Origin of(Request request) {
        Optional<String> agent = Optional.of(request.userAgent()).filter(text -> !text.isEmpty());
        return new Origin(Optional.of(request.client()), agent, Optional.of(request.requestId()));
    }
}
