package dev.microauth.jdkhttp;

import com.sun.net.httpserver.HttpExchange;
import dev.microauth.guard.Guard;
import dev.microauth.guard.Guards;
import dev.microauth.jose.AuthUser;
import dev.microauth.mounting.EmbeddedContract;
import dev.microauth.web.Doors;
import java.io.IOException;

class EmbeddedTest extends EmbeddedContract {
    @Override
    protected AutoCloseable serve(Doors doors, Guards guards, int port) throws IOException {
        var loopback = Loopback.open(port);
        DoorsHandler.mount(loopback.server(), doors.auth());
        DoorsHandler.mount(loopback.server(), doors.admin());
        new GuardedServer(loopback.server(), guards).resource("/orders", new Orders());
        return loopback;
    }

    @Guard(scope = "orders:read")
    static final class Orders {
        public void get(HttpExchange exchange, AuthUser user) throws IOException {
            GuardedHandlersTest.answer(exchange, "orders of " + user.id());
        }

        @Guard(permission = "orders:cancel")
        public void delete(HttpExchange exchange) throws IOException {
            GuardedHandlersTest.answer(exchange, "cancelled");
        }
    }
}
