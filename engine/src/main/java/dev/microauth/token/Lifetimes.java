package dev.microauth.token;

import dev.microauth.client.Client;
import dev.microauth.key.KeyRings;
import dev.microauth.key.Ring;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// How long tokens live where the client says nothing, and how long their rows stay after.
///
/// @param accessToken and `adminToken` at most [KeyRings#PUBLISHED_AFTER]
/// @param adminSession how long one administrator's sign-in can be renewed; at least `adminToken`
/// @param refreshIdle a refresh token dies after that long without use; at most `refresh`
/// @param serviceCredential how long the credential of a service account is good
/// @param session how long a sign-in in a browser lasts, however much it is used
/// @param sessionIdle it ends after that long without use; at most `session`
public record Lifetimes(
        Duration accessToken,
        Duration adminToken,
        Duration adminSession,
        Duration refreshIdle,
        Duration refresh,
        Duration rowsKept,
        Duration serviceCredential,
        Duration session,
        Duration sessionIdle) {

    private static final Duration LONGEST = Duration.ofDays(36_525);

    public static final Lifetimes DEFAULT =
            new Lifetimes(
                    Duration.ofMinutes(10),
                    Duration.ofMinutes(15),
                    Duration.ofHours(8),
                    Duration.ofDays(30),
                    Duration.ofDays(90),
                    Duration.ofDays(1),
                    Duration.ofDays(365),
                    Duration.ofDays(7),
                    Duration.ofHours(12));

    /// @throws IllegalArgumentException for a life that is not positive, that no calendar knows the end of, or that does not fit the others
    public Lifetimes {
        for (Duration each :
                List.of(
                        accessToken,
                        adminToken,
                        adminSession,
                        refreshIdle,
                        refresh,
                        rowsKept,
                        serviceCredential,
                        session,
                        sessionIdle)) {
            require(each.isPositive(), "every lifetime must be longer than nothing");
            require(each.compareTo(LONGEST) <= 0, "no lifetime can be longer than a hundred years");
        }
        // Security C6: a token must not outlive the publication of the key that signed it.
        require(
                accessToken.compareTo(KeyRings.PUBLISHED_AFTER) <= 0
                        && adminToken.compareTo(KeyRings.PUBLISHED_AFTER) <= 0,
                "an access token must not live longer than a retired key stays published, "
                        + KeyRings.PUBLISHED_AFTER.toHours()
                        + " hours");
        require(
                adminToken.compareTo(adminSession) <= 0,
                "an administrator's token must not live longer than the sign-in that it belongs to");
        require(
                refreshIdle.compareTo(refresh) <= 0,
                "a refresh token must not wait for its use longer than it lives");
        require(
                sessionIdle.compareTo(session) <= 0,
                "a session must not wait for its use longer than it lives");
    }

    /// The same with another life of access tokens of the auth ring.
    public Lifetimes withAccessToken(Duration life) {
        return new Lifetimes(
                life,
                adminToken,
                adminSession,
                refreshIdle,
                refresh,
                rowsKept,
                serviceCredential,
                session,
                sessionIdle);
    }

    private static void require(boolean rule, String refusal) {
        if (!rule) {
            throw new IllegalArgumentException(refusal);
        }
    }

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
