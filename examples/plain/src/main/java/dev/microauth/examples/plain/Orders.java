package dev.microauth.examples.plain;

import com.sun.net.httpserver.HttpExchange;
import dev.microauth.MicroAuth;
import dev.microauth.guard.Guard;
import dev.microauth.jose.AuthUser;
import dev.microauth.subject.UserId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// What may be done with orders, and by whom. The guard of the class holds where a method says nothing else.
@Guard(scope = "orders:read")
public final class Orders {
    private static final int MOST = 1000;

    private final MicroAuth auth;
    private final List<String> placed = new CopyOnWriteArrayList<>();

    Orders(MicroAuth auth) {
        this.auth = auth;
    }

    public void get(HttpExchange exchange) throws IOException {
        Text.send(exchange, 200, placed.isEmpty() ? "no orders" : String.join("\n", placed));
    }

    @Guard(scope = "orders:write")
    public void post(HttpExchange exchange, AuthUser user) throws IOException {
        byte[] what = exchange.getRequestBody().readNBytes(MOST);
        placed.add(new String(what, StandardCharsets.UTF_8) + " for " + name(user));
        Text.send(exchange, 201, "placed");
    }

    @Guard(permission = "orders:cancel")
    public void delete(HttpExchange exchange) throws IOException {
        placed.clear();
        Text.send(exchange, 200, "cancelled");
    }

    private String name(AuthUser user) {
        return auth.users().get(UserId.parse(user.id()).orElseThrow()).username().toString();
    }
}
