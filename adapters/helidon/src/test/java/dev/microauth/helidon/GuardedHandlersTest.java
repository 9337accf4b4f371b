package dev.microauth.helidon;

import dev.microauth.guard.Guard;
import dev.microauth.guard.Guards;
import dev.microauth.guard.Public;
import dev.microauth.jose.AuthUser;
import dev.microauth.mounting.GuardedHandlersContract;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Optional;

class GuardedHandlersTest extends GuardedHandlersContract {
    @Override
    protected Served serve(Guards guards) {
        var feature =
                new GuardFeature(guards)
                        .resource("/open", new Open())
                        .resource("/orders", new Orders())
                        .routes(rules ->
                                rules.any("/any", new Any())
                                        .any("/silent", (_, response) -> response.send("reached")));
        var running = Running.on(0, HttpRouting.builder().addFeature(feature));
        return new Served(running.port(), running);
    }

    @Public
    static final class Open {
        public void get(ServerResponse response, Optional<AuthUser> user) {
            response.send("hello " + user.map(AuthUser::id).orElse("nobody"));
        }
    }

    @Guard
    static final class Any implements Handler {
        @Override
        public void handle(ServerRequest request, ServerResponse response) {
            response.send("hello " + AuthUsers.of(request).orElseThrow().id());
        }
    }

    @Guard(scope = "orders:read")
    static final class Orders {
        public void get(AuthUser user, ServerRequest request, ServerResponse response) {
            response.send("hello " + user.id());
        }

        @Guard(
                scope = "orders:write",
                role = {"Clerk", "Manager"})
        public void post(ServerRequest request, ServerResponse response) {
            response.send("placed " + request.content().as(String.class));
        }
    }
}
