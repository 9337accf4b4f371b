package dev.microauth.logout;

import dev.microauth.secret.Secret;
import java.util.UUID;

/// One logout token on its way to one client.
public record LogoutDelivery(
        UUID id, String clientId, String uri, Secret logoutToken, long attempt) {}
