package dev.microauth.helidon;

import dev.microauth.guard.Resource;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/// The methods of an object, each behind its own rule.
record ResourceHandler(Resource resource, Gate gate) implements Handler {
    @Override
    public void handle(ServerRequest request, ServerResponse response) throws Exception {
        var method = resource.find(request.prologue().method().text());
        if (method.isEmpty()) {
            response.header(HeaderNames.ALLOW, resource.allow());
            response.status(Status.METHOD_NOT_ALLOWED_405).send();
            return;
        }
        var found = method.get();
        gate.pass(
                found.rule(),
                request,
                response,
                () -> found.call(AuthUsers.of(request), request, response));
    }
}
