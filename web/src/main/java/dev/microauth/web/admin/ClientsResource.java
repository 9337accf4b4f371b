package dev.microauth.web.admin;

import static dev.microauth.access.AdminPermission.CLIENTS_READ;
import static dev.microauth.access.AdminPermission.CLIENTS_WRITE;

import dev.microauth.api.ClientCreated;
import dev.microauth.api.ClientCreation;
import dev.microauth.api.ClientEdit;
import dev.microauth.api.ClientView;
import dev.microauth.client.Client;
import dev.microauth.client.Clients;
import dev.microauth.problem.AuthException.NotFound;
import dev.microauth.secret.Secret;
import dev.microauth.subject.ClientId;
import dev.microauth.web.http.Response;
import java.util.List;

/// `/clients`: applications.
final class ClientsResource implements Resource {
    private final Clients clients;

    ClientsResource(Clients clients) {
        this.clients = clients;
    }

    @Override
    public List<Operation> operations() {
        return List.of(
                Operation.get("/clients", CLIENTS_READ, "Lists clients.")
                        .list(ClientView.class)
                        .query("q", "sort")
                        .flags("is_active", "is_first_party")
                        .by(this::list),
                Operation.post("/clients", CLIENTS_WRITE, "Makes a client.")
                        .describing("A confidential one comes with a secret, shown this once.")
                        .takes(ClientCreation.class)
                        .created(ClientCreated.class)
                        .by(this::create),
                Operation.get("/clients/{id}", CLIENTS_READ, "Shows a client.")
                        .answers(ClientView.class)
                        .by(this::show),
                Operation.get(
                                "/clients/by-name/{name}",
                                CLIENTS_READ,
                                "Shows the client of a client_id.")
                        .answers(ClientView.class)
                        .by(this::named),
                Operation.patch("/clients/{id}", CLIENTS_WRITE, "Changes a client.")
                        .describing(
                                "A client that becomes public (`token_endpoint_auth_method` is `none`) loses its secrets.")
                        .takes(ClientEdit.class)
                        .answers(ClientView.class)
                        .by(this::edit),
                Operation.delete(
                                "/clients/{id}",
                                CLIENTS_WRITE,
                                "Removes a client with its secrets and tokens.")
                        .by(this::delete));
    }

    private Response list(AdminCall call) {
        return call.page(
                clients.list(
                        call.page(), call.queryFlag("is_active"), call.queryFlag("is_first_party")),
                ClientWire::view);
    }

    private Response create(AdminCall call) {
        var wanted = call.body(ClientCreation.class);
        var form = clients.create(call.actor()).clientId(wanted.clientId());
        var made =
                new ClientWire<>(form, wanted.clientId())
                        .fill(ClientWire.NOTHING, wanted.settings())
                        .save();
        Client client = made.client();
        return call.created(
                "/clients/" + client.id(),
                new ClientCreated(ClientWire.view(client), made.secret().map(Secret::revealText)),
                client.version());
    }

    private Response show(AdminCall call) {
        Client client = clients.get(call.id("id"));
        return call.ok(ClientWire.view(client), client.version());
    }

    private Response named(AdminCall call) {
        Client client =
                ClientId.find(call.path("name"))
                        .flatMap(clients::find)
                        .orElseThrow(() -> new NotFound("client", call.path("name")));
        return call.ok(ClientWire.view(client), client.version());
    }

    private Response edit(AdminCall call) {
        Client before = clients.get(call.id("id"));
        ClientEdit current = ClientWire.edit(before);
        ClientEdit wanted = call.merged(ClientEdit.class, current);
        var change = clients.update(call.actor(), before.clientId()).expecting(call.ifMatch());
        Client after =
                new ClientWire<>(change, before.clientId().value()).fill(current, wanted).save();
        return call.ok(ClientWire.view(after), after.version());
    }

    private Response delete(AdminCall call) {
        clients.delete(call.actor(), clients.get(call.id("id")).clientId(), call.ifMatch());
        return call.noContent();
    }
}
