package dev.microauth.web.admin;

import static dev.microauth.access.AdminPermission.CLIENTS_READ;
import static dev.microauth.access.AdminPermission.CLIENTS_WRITE;

import dev.microauth.api.RedirectUriCreation;
import dev.microauth.api.RedirectUriView;
import dev.microauth.client.ClientRedirects;
import dev.microauth.client.ClientRedirects.Registered;
import dev.microauth.client.Clients;
import dev.microauth.client.RedirectUri;
import dev.microauth.subject.ClientId;
import dev.microauth.web.http.Response;
import java.util.List;

/// `/clients/{id}/redirect-uris`, one by one.
final class ClientRedirectsResource implements Resource {
    private static final String PATH = "/clients/{id}/redirect-uris";

    private final Clients clients;
    private final ClientRedirects redirects;

    ClientRedirectsResource(Clients clients) {
        this.clients = clients;
        this.redirects = clients.redirects();
    }

    @Override
    public List<Operation> operations() {
        return List.of(
                Operation.get(PATH, CLIENTS_READ, "Lists the redirect URIs of a client.")
                        .list(RedirectUriView.class)
                        .query("q", "sort")
                        .by(this::list),
                Operation.post(PATH, CLIENTS_WRITE, "Adds a redirect URI.")
                        .takes(RedirectUriCreation.class)
                        .created(RedirectUriView.class)
                        .by(this::add),
                Operation.delete(PATH + "/{uri_id}", CLIENTS_WRITE, "Removes a redirect URI.")
                        .by(this::remove));
    }

    private Response list(AdminCall call) {
        return call.page(
                redirects.list(clientId(call), call.page()), ClientRedirectsResource::view);
    }

    private Response add(AdminCall call) {
        var uri = new RedirectUri(call.body(RedirectUriCreation.class).redirectUri());
        var made = redirects.add(call.actor(), clientId(call), uri);
        return call.created(
                "/clients/" + call.id("id") + "/redirect-uris/" + made.id(), view(made));
    }

    private Response remove(AdminCall call) {
        redirects.remove(call.actor(), clientId(call), call.id("uri_id"));
        return call.noContent();
    }

    private ClientId clientId(AdminCall call) {
        return clients.get(call.id("id")).clientId();
    }

    private static RedirectUriView view(Registered registered) {
        return new RedirectUriView(registered.id(), registered.uri().value());
    }
}
