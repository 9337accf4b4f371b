package dev.microauth.helidon;

import dev.microauth.guard.GuardRule;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/// A handler with its rule, for one that cannot carry an annotation, such as a lambda. Only a [GuardFeature] looks at
/// the rule.
///
/// ```java
/// rules.get("/about", new Guarded(new GuardRule.Open(), (request, response) -> response.send("…")));
/// ```
public record Guarded(GuardRule rule, Handler handler) implements Handler {
    @Override
    public void handle(ServerRequest request, ServerResponse response) throws Exception {
        handler.handle(request, response);
    }
}
