package dev.microauth.web.admin;

import dev.microauth.access.AdminPermission;
import dev.microauth.api.ConsentView;
import dev.microauth.consent.Consent;
import dev.microauth.consent.Consents;
import dev.microauth.problem.AuthException.NotFound;
import dev.microauth.subject.ClientId;
import dev.microauth.subject.UserId;
import dev.microauth.user.Users;
import dev.microauth.web.http.Response;
import java.util.List;

/// `/users/{id}/consents`: what people let clients have.
final class ConsentsResource implements Resource {
    private static final String PATH = "/users/{id}/consents";

    private final Consents consents;
    private final Users users;

    ConsentsResource(Consents consents, Users users) {
        this.consents = consents;
        this.users = users;
    }

    @Override
    public List<Operation> operations() {
        return List.of(
                Operation.get(
                                PATH,
                                AdminPermission.USERS_READ,
                                "Lists what a person lets clients have.")
                        .list(ConsentView.class)
                        .by(this::list),
                Operation.delete(
                                PATH + "/{client_id}",
                                AdminPermission.SESSIONS_WRITE,
                                "Takes a consent back, with every token that the client has of this person.")
                        .by(this::revoke));
    }

    private Response list(AdminCall call) {
        return call.page(
                WholeList.page(consents.list(user(call)), call.page(), Consent::clientId),
                ConsentsResource::view);
    }

    private Response revoke(AdminCall call) {
        String named = call.path("client_id");
        ClientId client = ClientId.find(named).orElseThrow(() -> new NotFound("consent", named));
        consents.revoke(call.actor(), user(call), client);
        return call.noContent();
    }

    private UserId user(AdminCall call) {
        return users.get(new UserId(call.id("id"))).id();
    }

    private static ConsentView view(Consent consent) {
        return new ConsentView(
                consent.clientId(),
                consent.clientName(),
                consent.scopes().toString(),
                consent.givenAt(),
                consent.modifiedAt());
    }
}
