package dev.microauth.helidon;

import dev.microauth.guard.Guards;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;

/// A service whose routes are guarded, whatever it adds.
record GuardedService(HttpService service, Guards guards) implements HttpService {
    @Override
    public void routing(HttpRules rules) {
        service.routing(new GuardedRules(rules, guards, service.getClass()));
    }

    @Override
    public void beforeStart() {
        service.beforeStart();
    }

    @Override
    public void afterStart(WebServer server) {
        service.afterStart(server);
    }

    @Override
    public void afterStop() {
        service.afterStop();
    }
}
