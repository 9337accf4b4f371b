package dev.microauth.servlet;

import dev.microauth.jose.AuthUser;
import jakarta.servlet.ServletRequest;
import java.util.Optional;

/// Who called, for a servlet behind a [GuardFilter].
///
/// ```java
/// @Guard(scope = "orders:read")
/// protected void doGet(HttpServletRequest request, HttpServletResponse response) {
///     AuthUser user = AuthUsers.of(request).orElseThrow();
///     …
/// }
/// ```
public final class AuthUsers {
    private static final String ATTRIBUTE = "dev.microauth.servlet.user";

    private AuthUsers() {}

    /// Whoever sent the request; empty where anybody may come and no token came.
    public static Optional<AuthUser> of(ServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof AuthUser user
                ? Optional.of(user)
                : Optional.empty();
    }

    /// Says who sent it, for adapters that judge for themselves.
    public static void set(ServletRequest request, Optional<AuthUser> user) {
        user.ifPresentOrElse(
                each -> request.setAttribute(ATTRIBUTE, each),
                () -> request.removeAttribute(ATTRIBUTE));
    }
}
