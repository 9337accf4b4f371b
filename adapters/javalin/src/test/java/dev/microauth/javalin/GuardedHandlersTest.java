package dev.microauth.javalin;

import dev.microauth.guard.Guard;
import dev.microauth.guard.Guards;
import dev.microauth.guard.Public;
import dev.microauth.jose.AuthUser;
import dev.microauth.mounting.GuardedHandlersContract;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.Optional;

class GuardedHandlersTest extends GuardedHandlersContract {
    @Override
    protected Served serve(Guards guards) {
        var running =
                Running.on(
                        0,
                        config -> {
                            config.registerPlugin(
                                    new GuardPlugin(guards)
                                            .resource("/open", new Open())
                                            .resource("/orders", new Orders()));
                            config.routes.get("/any", new Any());
                            config.routes.get("/silent", ctx -> ctx.result("reached"));
                            config.routes.post("/silent", ctx -> ctx.result("reached"));
                        });
        return new Served(running.port(), running);
    }

    @Public
    static final class Open {
        public void get(Context ctx, Optional<AuthUser> user) {
            ctx.result("hello " + user.map(AuthUser::id).orElse("nobody"));
        }
    }

    @Guard
    static final class Any implements Handler {
        @Override
        public void handle(Context ctx) {
            ctx.result("hello " + AuthUsers.of(ctx).orElseThrow().id());
        }
    }

    @Guard(scope = "orders:read")
    static final class Orders {
        public void get(AuthUser user, Context ctx) {
            ctx.result("hello " + user.id());
        }

        @Guard(
                scope = "orders:write",
                role = {"Clerk", "Manager"})
        public void post(Context ctx) {
            ctx.result("placed " + ctx.body());
        }
    }
}
