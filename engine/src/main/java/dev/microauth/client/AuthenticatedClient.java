package dev.microauth.client;

import dev.microauth.oauth.GrantType;
import dev.microauth.subject.ClientId;

/// A client that has proved who it is, or a public one that cannot.
public final class AuthenticatedClient implements AuthenticatedCaller {
    private final Client client;

    AuthenticatedClient(Client client) {
        this.client = client;
    }

    public Client client() {
        return client;
    }

    @Override
    public ClientId clientId() {
        return client.clientId();
    }

    @Override
    public boolean may(GrantType grant) {
        return client.may(grant);
    }
}
