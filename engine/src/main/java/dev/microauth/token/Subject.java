package dev.microauth.token;

import dev.microauth.client.Client;
import dev.microauth.subject.ClientId;
import dev.microauth.subject.ServiceAccountId;
import dev.microauth.subject.UserId;
import java.time.Instant;
import java.util.List;

/// Whom a token speaks for. `generation` is the count of the ring that the token is made for, taken when the subject
/// proved who it is.
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

    /// A service account, which its credential proved, with the roles it has now.
    record OfServiceAccount(
            ServiceAccountId id, ClientId accountName, List<String> roles, long generation)
            implements Subject {
        @Override
        public String name() {
            return id.toString();
        }
    }

    /// A person, with the moment and the methods (RFC 8176) of their sign-in and the roles they have now. Without methods
    /// there was no sign-in, and the moment says nothing.
    record OfUser(
            UserId id, Instant authTime, List<String> methods, List<String> roles, long generation)
            implements Subject {
        @Override
        public String name() {
            return id.toString();
        }
    }
}
