package dev.microauth.jdkhttp;

import dev.microauth.jose.AuthUser;
import java.util.Optional;

/// Who called, for a handler behind a [GuardedServer].
///
/// ```java
/// @Guard(scope = "orders:read")
/// final class Orders implements HttpHandler {
///     @Override
///     public void handle(HttpExchange exchange) throws IOException {
///         AuthUser user = AuthUsers.current().orElseThrow();
///         …
///     }
/// }
/// ```
public final class AuthUsers {
    // Not an attribute of the exchange: those are shared by all exchanges of a context.
    private static final ScopedValue<Optional<AuthUser>> CURRENT = ScopedValue.newInstance();

    private AuthUsers() {}

    /// Whoever sent the request that this thread works on; empty where anybody may come and no token came, and on
    /// threads that the handler started.
    public static Optional<AuthUser> current() {
        return CURRENT.isBound() ? CURRENT.get() : Optional.empty();
    }

    static ScopedValue.Carrier with(Optional<AuthUser> user) {
        return ScopedValue.where(CURRENT, user);
    }
}
