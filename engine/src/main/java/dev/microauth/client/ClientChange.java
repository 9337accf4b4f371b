package dev.microauth.client;

import dev.microauth.actor.Actor;
import dev.microauth.subject.ClientId;
import java.util.Optional;

/// What is to become different of a client; nothing is stored before [#save()].
public final class ClientChange extends ClientForm<ClientChange> {
    private final Clients clients;
    private final Actor actor;
    private final ClientId clientId;
    private Optional<Long> expected = Optional.empty();

    ClientChange(Clients clients, Actor actor, ClientId clientId) {
        this.clients = clients;
        this.actor = actor;
        this.clientId = clientId;
    }

    @Override
    ClientChange self() {
        return this;
    }

    /// Lets the change fail when the client has another version by now.
    public ClientChange expecting(long version) {
        return expecting(Optional.of(version));
    }

    public ClientChange expecting(Optional<Long> version) {
        expected = version;
        return this;
    }

    Optional<Long> expected() {
        return expected;
    }

    /// Throws [dev.microauth.problem.AuthException.NotFound], [dev.microauth.problem.AuthException.Stale],
    /// [dev.microauth.problem.AuthException.NotAllowed] or [dev.microauth.problem.AuthException.Invalid]. What is as
    /// it was stays untouched.
    public Client save() {
        return clients.apply(actor, clientId, this);
    }
}
