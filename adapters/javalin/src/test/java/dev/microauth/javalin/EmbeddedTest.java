package dev.microauth.javalin;

import dev.microauth.guard.Guard;
import dev.microauth.guard.Guards;
import dev.microauth.jose.AuthUser;
import dev.microauth.mounting.EmbeddedContract;
import dev.microauth.web.Doors;
import io.javalin.http.Context;

class EmbeddedTest extends EmbeddedContract {
    @Override
    protected AutoCloseable serve(Doors doors, Guards guards, int port) {
        return Running.on(
                port,
                config -> {
                    config.registerPlugin(new DoorsPlugin(doors.auth()));
                    config.registerPlugin(new DoorsPlugin(doors.admin()));
                    config.registerPlugin(
                            new GuardPlugin(guards).resource("/orders", new Orders()));
                });
    }

    @Guard(scope = "orders:read")
    static final class Orders {
        public void get(Context ctx, AuthUser user) {
            ctx.result("orders of " + user.id());
        }

        @Guard(permission = "orders:cancel")
        public void delete(Context ctx) {
            ctx.result("cancelled");
        }
    }
}
