package dev.microauth.helidon;

import dev.microauth.jose.AuthUser;
import io.helidon.webserver.http.ServerRequest;
import java.util.Optional;

/// Who called, for a handler behind the [GuardFeature].
///
/// ```java
/// @Guard(scope = "orders:read")
/// final class Orders implements Handler {
///     @Override
///     public void handle(ServerRequest request, ServerResponse response) {
///         AuthUser user = AuthUsers.of(request).orElseThrow();
///         …
///     }
/// }
/// ```
public final class AuthUsers {
    private AuthUsers() {}

    /// What the guard that was asked last found out.
    private record Judged(Optional<AuthUser> user) {}

    /// Whoever sent the request; empty where anybody may come and no token came.
    public static Optional<AuthUser> of(ServerRequest request) {
        return request.context().get(Judged.class).flatMap(Judged::user);
    }

    static void set(ServerRequest request, Optional<AuthUser> user) {
        request.context().register(new Judged(user));
    }
}
