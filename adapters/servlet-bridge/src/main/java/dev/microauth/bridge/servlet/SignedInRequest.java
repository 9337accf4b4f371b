package dev.microauth.bridge.servlet;

import dev.microauth.bridge.BridgeUser;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;

/// A request of somebody who is signed in.
final class SignedInRequest extends HttpServletRequestWrapper {
    private final BridgeUser user;

    SignedInRequest(HttpServletRequest request, BridgeUser user) {
        super(request);
        this.user = user;
    }

    @Override
    public BridgeUser getUserPrincipal() {
        return user;
    }

    @Override
    public String getRemoteUser() {
        return user.id();
    }

    @Override
    public boolean isUserInRole(String role) {
        return user.hasRole(role);
    }

    @Override
    public String getAuthType() {
        return "microauth";
    }
}
