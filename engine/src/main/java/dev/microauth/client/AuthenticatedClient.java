package dev.microauth.client;

/// A client that has proved who it is, or a public one that cannot.
public final class AuthenticatedClient {
    private final Client client;

    AuthenticatedClient(Client client) {
        this.client = client;
    }

    public Client client() {
        return client;
    }
}
