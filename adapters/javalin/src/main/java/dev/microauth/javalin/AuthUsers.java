package dev.microauth.javalin;

import dev.microauth.jose.AuthUser;
import io.javalin.http.Context;
import io.javalin.websocket.WsContext;
import java.util.Optional;

/// Who called, for a handler behind the [GuardPlugin].
///
/// ```java
/// @Guard(scope = "orders:read")
/// final class Orders implements Handler {
///     @Override
///     public void handle(Context ctx) {
///         AuthUser user = AuthUsers.of(ctx).orElseThrow();
///         …
///     }
/// }
/// ```
public final class AuthUsers {
    private static final String ATTRIBUTE = "dev.microauth.javalin.user";

    private AuthUsers() {}

    /// Whoever sent the request; empty where anybody may come and no token came.
    public static Optional<AuthUser> of(Context ctx) {
        return Optional.ofNullable(ctx.attribute(ATTRIBUTE));
    }

    /// Whoever opened the WebSocket. The token was looked at then, and not since.
    public static Optional<AuthUser> of(WsContext ctx) {
        return Optional.ofNullable(ctx.attribute(ATTRIBUTE));
    }

    static void set(Context ctx, Optional<AuthUser> user) {
        user.ifPresentOrElse(
                each -> ctx.attribute(ATTRIBUTE, each), () -> ctx.req().removeAttribute(ATTRIBUTE));
    }
}
