package dev.microauth.helidon;

import dev.microauth.guard.Guard;
import dev.microauth.guard.Guards;
import dev.microauth.jose.AuthUser;
import dev.microauth.mounting.EmbeddedContract;
import dev.microauth.web.Doors;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerResponse;

class EmbeddedTest extends EmbeddedContract {
    @Override
    protected AutoCloseable serve(Doors doors, Guards guards, int port) {
        return Running.on(
                port,
                HttpRouting.builder()
                        .addFeature(new DoorsFeature(doors.auth()))
                        .addFeature(new DoorsFeature(doors.admin()))
                        .addFeature(new GuardFeature(guards).resource("/orders", new Orders())));
    }

    @Guard(scope = "orders:read")
    static final class Orders {
        public void get(ServerResponse response, AuthUser user) {
            response.send("orders of " + user.id());
        }

        @Guard(permission = "orders:cancel")
        public void delete(ServerResponse response) {
            response.send("cancelled");
        }
    }
}
