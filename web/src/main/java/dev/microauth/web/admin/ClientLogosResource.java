package dev.microauth.web.admin;

import static dev.microauth.access.AdminPermission.CLIENTS_WRITE;

import dev.microauth.client.ClientLogos;
import dev.microauth.client.Clients;
import dev.microauth.client.Logo;
import dev.microauth.subject.ClientId;
import dev.microauth.web.http.Response;
import dev.microauth.web.wire.ApiRefusal;
import java.util.List;

/// `/clients/{id}/logo`: the picture that the pages of the auth port show.
final class ClientLogosResource implements Resource {
    private static final String PATH = "/clients/{id}/logo";

    private final Clients clients;
    private final ClientLogos logos;

    ClientLogosResource(Clients clients) {
        this.clients = clients;
        this.logos = clients.logos();
    }

    @Override
    public List<Operation> operations() {
        return List.of(
                Operation.put(PATH, CLIENTS_WRITE, "Gives a client a picture.")
                        .describing(
                                "PNG or WebP of at most 64 KiB; the bytes tell which, whatever the header says."
                                        + " The auth port serves it at /clients/{client_id}/logo.")
                        .takesBytes(Logo.PNG, Logo.WEBP)
                        .by(this::set),
                Operation.delete(PATH, CLIENTS_WRITE, "Removes the picture of a client.")
                        .by(this::remove));
    }

    private Response set(AdminCall call) {
        ClientId client = clientId(call);
        byte[] image = call.bytes();
        if (image.length > Logo.LARGEST) {
            throw new ApiRefusal(413, "too_large", "A picture may have 64 KiB.");
        }
        logos.set(call.actor(), client, Logo.of(image));
        return call.noContent();
    }

    private Response remove(AdminCall call) {
        logos.remove(call.actor(), clientId(call));
        return call.noContent();
    }

    private ClientId clientId(AdminCall call) {
        return clients.get(call.id("id")).clientId();
    }
}
