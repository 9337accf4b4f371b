package dev.microauth.client;

import dev.microauth.oauth.GrantType;
import dev.microauth.subject.ClientId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// The clients of the admin port. They are part of the program, not rows: nobody can change where an administrator is
/// sent.
public final class HouseTools {
    /// The command line, which listens on a loopback address for the time of a sign-in (RFC 8252 §7.3).
    public static final ClientId MAD = new ClientId("mad");

    private static final UUID NOBODY = new UUID(0, 0);

    private HouseTools() {}

    public static Optional<Client> find(ClientId id) {
        return id.equals(MAD) ? Optional.of(mad()) : Optional.empty();
    }

    private static Client mad() {
        ClientSettings settings =
                ClientSettings.standard("mad", AuthMethod.NONE)
                        .ofTheHouse(
                                Set.of(GrantType.AUTHORIZATION_CODE, GrantType.REFRESH_TOKEN),
                                List.of(
                                        new RedirectUri("http://127.0.0.1/callback"),
                                        new RedirectUri("http://[::1]/callback")));
        return new Client(NOBODY, MAD, settings, Instant.EPOCH, Instant.EPOCH, 1);
    }
}
