package dev.microauth.client;

import dev.microauth.actor.Actor;
import dev.microauth.oauth.GrantType;
import dev.microauth.problem.AuthException.Invalid;
import dev.microauth.secret.Secret;
import dev.microauth.subject.ClientId;
import java.util.Optional;

/// What a new client is to be; nothing is stored before [#save()]. Confidential unless said otherwise.
public final class NewClient extends ClientForm<NewClient> {
    private final Clients clients;
    private final Actor actor;
    private Optional<ClientId> clientId = Optional.empty();
    private boolean anyId;

    NewClient(Clients clients, Actor actor) {
        this.clients = clients;
        this.actor = actor;
    }

    /// A client and the one secret it was born with: empty for a public one, shown nowhere else.
    public record Created(Client client, Optional<Secret> secret) {}

    @Override
    NewClient self() {
        return this;
    }

    public NewClient clientId(String typed) {
        clientId = Optional.of(ClientId.of(typed));
        return this;
    }

    /// Lets a client_id be made up where none is chosen.
    public NewClient withAnyId() {
        anyId = true;
        return this;
    }

    /// Throws [Invalid] for what does not fit together and
    /// [dev.microauth.problem.AuthException.AlreadyExists] when the client_id is taken.
    public Created save() {
        ClientId id =
                clientId.or(() -> anyId ? Optional.of(clients.freshId()) : Optional.empty())
                        .orElseThrow(() -> new Invalid("client_id", "is missing"));
        ClientSettings standard = standard(id);
        ClientSettings wanted = over(standard);
        if (!namesGrants() && !wanted.redirectUris().isEmpty()) {
            // RFC 7591 §2: who says where people come back to, and nothing more, signs them in.
            wanted = grants(GrantType.AUTHORIZATION_CODE).over(standard);
        }
        ClientRules.require(wanted);
        return clients.insert(actor, id, standard, wanted);
    }

    /// What it would be if nothing were chosen.
    static ClientSettings standard(ClientId id) {
        return ClientSettings.standard(id.value(), AuthMethod.CLIENT_SECRET_BASIC);
    }
}
