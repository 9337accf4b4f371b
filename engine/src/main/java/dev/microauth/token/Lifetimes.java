package dev.microauth.token;

import dev.microauth.client.Client;
import dev.microauth.key.Ring;
import java.time.Duration;
import java.util.Optional;

/// How long tokens live where the client says nothing, how long their rows stay after, and how long the credential
/// of a service account is good.
public record Lifetimes(
        Duration accessToken,
        Duration adminToken,
        Duration adminSession,
        Duration refreshIdle,
        Duration refresh,
        Duration rowsKept,
        Duration serviceCredential) {

    public static final Lifetimes DEFAULT =
            new Lifetimes(
                    Duration.ofMinutes(10),
                    Duration.ofMinutes(15),
                    Duration.ofHours(8),
                    Duration.ofDays(30),
                    Duration.ofDays(90),
                    Duration.ofDays(1),
                    Duration.ofDays(365));

    Duration accessToken(Ring ring, Optional<Client> client) {
        return switch (ring) {
            case ADMIN -> adminToken;
            case AUTH -> client.flatMap(Client::accessTokenLifetime).orElse(accessToken);
        };
    }

    Duration refresh(Ring ring, Optional<Client> client) {
        return switch (ring) {
            case ADMIN -> adminSession;
            case AUTH -> client.flatMap(Client::refreshTokenLifetime).orElse(refresh);
        };
    }
}
