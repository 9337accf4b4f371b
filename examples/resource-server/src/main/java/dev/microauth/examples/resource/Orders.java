package dev.microauth.examples.resource;

import com.sun.net.httpserver.HttpExchange;
import dev.microauth.guard.Guard;
import dev.microauth.jose.AuthUser;
import java.io.IOException;

/// What may be done with orders, and by whom.
@Guard(scope = "orders:read")
public final class Orders {
    public void get(HttpExchange exchange, AuthUser user) throws IOException {
        Text.send(exchange, 200, "three pears for " + user.id());
    }

    @Guard(scope = "orders:write")
    public void delete(HttpExchange exchange) throws IOException {
        Text.send(exchange, 200, "cancelled");
    }
}
