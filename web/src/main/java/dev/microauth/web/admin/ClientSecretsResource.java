package dev.microauth.web.admin;

import static dev.microauth.access.AdminPermission.CLIENTS_READ;
import static dev.microauth.access.AdminPermission.CLIENTS_WRITE;

import dev.microauth.api.ClientSecretCreated;
import dev.microauth.api.ClientSecretCreation;
import dev.microauth.api.ClientSecretView;
import dev.microauth.client.Clients;
import dev.microauth.client.Clients.SecretEntry;
import dev.microauth.subject.ClientId;
import dev.microauth.web.http.Response;
import java.util.List;

/// `/clients/{id}/secrets`: several may live side by side, so that one can be replaced without an outage.
final class ClientSecretsResource implements Resource {
    private static final String PATH = "/clients/{id}/secrets";

    private final Clients clients;

    ClientSecretsResource(Clients clients) {
        this.clients = clients;
    }

    @Override
    public List<Operation> operations() {
        return List.of(
                Operation.get(PATH, CLIENTS_READ, "Lists the secrets of a client, without them.")
                        .list(ClientSecretView.class)
                        .query("sort")
                        .by(this::list),
                Operation.post(PATH, CLIENTS_WRITE, "Gives a client a further secret.")
                        .describing("It is shown this once. Ten may live at a time.")
                        .takes(ClientSecretCreation.class)
                        .created(ClientSecretCreated.class)
                        .by(this::add),
                Operation.delete(PATH + "/{secret_id}", CLIENTS_WRITE, "Removes a secret.")
                        .by(this::remove));
    }

    private Response list(AdminCall call) {
        return call.page(clients.secrets(clientId(call), call.page()), ClientSecretsResource::view);
    }

    private Response add(AdminCall call) {
        var wanted = call.body(ClientSecretCreation.class);
        var made = clients.addSecret(call.actor(), clientId(call), wanted.expiresAt());
        return call.created(
                "/clients/" + call.id("id") + "/secrets/" + made.id(),
                new ClientSecretCreated(view(made.entry()), made.secret().revealText()));
    }

    private Response remove(AdminCall call) {
        clients.removeSecret(call.actor(), clientId(call), call.id("secret_id"));
        return call.noContent();
    }

    private ClientId clientId(AdminCall call) {
        return clients.get(call.id("id")).clientId();
    }

    private static ClientSecretView view(SecretEntry entry) {
        return new ClientSecretView(entry.id(), entry.createdAt(), entry.expiresAt());
    }
}
