package dev.microauth.site;

import dev.microauth.client.Client;

/// A site behind a proxy, with the client that stands for it: only this package makes one, of an address whose origin
/// that client was given.
public final class ProtectedSite {
    private final Client client;
    private final SiteAddress address;

    ProtectedSite(Client client, SiteAddress address) {
        this.client = client;
        this.address = address;
    }

    public Client client() {
        return client;
    }

    /// What was asked for there.
    public SiteAddress address() {
        return address;
    }

    /// The scheme, host and port of it.
    public String origin() {
        return address.origin();
    }

    @Override
    public String toString() {
        return "ProtectedSite[" + origin() + " " + client.clientId() + "]";
    }
}
