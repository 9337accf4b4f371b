package dev.microauth.servlet;

import dev.microauth.jose.AuthUser;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.security.Principal;

/// A request that tells the container's own questions who sent it.
final class UserRequest extends HttpServletRequestWrapper {
    private final AuthUser user;

    UserRequest(HttpServletRequest request, AuthUser user) {
        super(request);
        this.user = user;
    }

    private record Name(String name) implements Principal {
        @Override
        public String getName() {
            return name;
        }
    }

    @Override
    public Principal getUserPrincipal() {
        return new Name(user.id());
    }

    @Override
    public String getRemoteUser() {
        return user.id();
    }

    @Override
    public String getAuthType() {
        return "Bearer";
    }

    @Override
    public boolean isUserInRole(String role) {
        return user.hasRole(role);
    }
}
