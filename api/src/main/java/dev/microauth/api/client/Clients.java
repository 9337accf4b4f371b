package dev.microauth.api.client;

import dev.microauth.api.ClientCreated;
import dev.microauth.api.ClientCreation;
import dev.microauth.api.ClientSecretCreated;
import dev.microauth.api.ClientSecretCreation;
import dev.microauth.api.ClientSecretView;
import dev.microauth.api.ClientView;
import dev.microauth.api.Listing;
import dev.microauth.api.RedirectUriCreation;
import dev.microauth.api.RedirectUriView;
import dev.microauth.api.ScopeView;
import java.util.UUID;

/// Clients; their name is the `client_id`.
public final class Clients extends Nouns<ClientView, ClientCreation, ClientCreated> {
    Clients(Wire wire) {
        super(wire, "/clients", ClientView.class, ClientCreated.class);
    }

    public Assignments<ScopeView> scopes(UUID id) {
        return new Assignments<>(wire(), at(id, "scopes"), ScopeView.class);
    }

    public Listing<ClientSecretView> secrets(UUID id, Query query) {
        return wire().list(at(id, "secrets"), query, ClientSecretView.class);
    }

    /// A further secret; this answer alone shows it.
    public ClientSecretCreated addSecret(UUID id, ClientSecretCreation creation) {
        return wire().post(at(id, "secrets"), creation, ClientSecretCreated.class);
    }

    public void removeSecret(UUID id, UUID secret) {
        wire().delete(at(id, "secrets/" + secret));
    }

    public Listing<RedirectUriView> redirectUris(UUID id, Query query) {
        return wire().list(at(id, "redirect-uris"), query, RedirectUriView.class);
    }

    public RedirectUriView addRedirectUri(UUID id, String uri) {
        return wire().post(
                        at(id, "redirect-uris"),
                        new RedirectUriCreation(uri),
                        RedirectUriView.class);
    }

    public void removeRedirectUri(UUID id, UUID uri) {
        wire().delete(at(id, "redirect-uris/" + uri));
    }
}
