package dev.microauth.web.admin;

import static dev.microauth.access.AdminPermission.CLIENTS_READ;
import static dev.microauth.access.AdminPermission.CLIENTS_WRITE;

import dev.microauth.access.ScopeId;
import dev.microauth.api.IdSet;
import dev.microauth.api.ScopeView;
import dev.microauth.client.ClientScopes;
import dev.microauth.client.Clients;
import dev.microauth.subject.ClientId;
import dev.microauth.web.http.Response;
import java.util.List;

/// `/clients/{id}/scopes`: what a client may ask for, one by one and as a set.
final class ClientScopesResource implements Resource {
    private static final String PATH = "/clients/{id}/scopes";
    private static final String ONE = PATH + "/{scope_id}";

    private final Clients clients;
    private final ClientScopes assigned;

    ClientScopesResource(Clients clients) {
        this.clients = clients;
        this.assigned = clients.scopes();
    }

    @Override
    public List<Operation> operations() {
        return List.of(
                Operation.get(PATH, CLIENTS_READ, "Lists the scopes that a client may ask for.")
                        .list(ScopeView.class)
                        .query("q", "sort")
                        .by(this::list),
                Operation.put(PATH, CLIENTS_WRITE, "Sets the scopes that a client may ask for.")
                        .takes(IdSet.class)
                        .by(this::set),
                Operation.post(ONE, CLIENTS_WRITE, "Lets a client ask for a scope.")
                        .by(this::assign),
                Operation.delete(ONE, CLIENTS_WRITE, "Takes a scope from a client.")
                        .by(this::unassign));
    }

    private Response list(AdminCall call) {
        return call.page(assigned.list(clientId(call), call.page()), ScopesResource::view);
    }

    private Response set(AdminCall call) {
        assigned.set(call.actor(), clientId(call), call.ids(ScopeId::new));
        return call.noContent();
    }

    private Response assign(AdminCall call) {
        assigned.assign(call.actor(), clientId(call), new ScopeId(call.id("scope_id")));
        return call.noContent();
    }

    private Response unassign(AdminCall call) {
        assigned.unassign(call.actor(), clientId(call), new ScopeId(call.id("scope_id")));
        return call.noContent();
    }

    private ClientId clientId(AdminCall call) {
        return clients.get(call.id("id")).clientId();
    }
}
