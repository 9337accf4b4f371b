package dev.microauth.token;

import dev.microauth.client.Client;
import dev.microauth.user.UserId;
import java.time.Instant;
import java.util.List;

/// Whom a token speaks for.
public sealed interface Subject {
    /// The `sub` claim.
    String name();

    /// A client for itself.
    record OfClient(Client client) implements Subject {
        @Override
        public String name() {
            return client.clientId().value();
        }
    }

    /// A person, with the moment and the methods (RFC 8176) of their sign-in and the roles they have now.
    record OfUser(UserId id, Instant authTime, List<String> methods, List<String> roles)
            implements Subject {
        @Override
        public String name() {
            return id.toString();
        }
    }
}
