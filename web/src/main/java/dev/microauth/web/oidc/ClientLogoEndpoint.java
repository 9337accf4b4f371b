package dev.microauth.web.oidc;

import dev.microauth.client.ClientLogos;
import dev.microauth.client.Logo;
import dev.microauth.subject.ClientId;
import dev.microauth.web.http.Anyone;
import dev.microauth.web.http.Request;
import dev.microauth.web.http.Response;
import java.util.Optional;

/// GET /clients/{client_id}/logo: a picture that an administrator gave us, for the pages of this port.
public final class ClientLogoEndpoint {
    private final ClientLogos logos;

    public ClientLogoEndpoint(ClientLogos logos) {
        this.logos = logos;
    }

    /// One answer for a client without a picture and for one that is not there.
    public Response get(Request request, Anyone anyone) {
        Optional<Logo> logo =
                ClientId.find(request.pathParameter("client_id")).flatMap(logos::find);
        return logo.map(ClientLogoEndpoint::picture)
                .orElseGet(() -> Response.error(404, "not_found", "There is no such picture."));
    }

    // Security H3: whatever a browser makes of these bytes, it can do nothing in our name.
    private static Response picture(Logo logo) {
        return Response.of(200, logo.mediaType(), logo.image())
                .with("x-content-type-options", "nosniff")
                .with("content-security-policy", "default-src 'none'; sandbox")
                .with("content-disposition", "inline")
                .with("cache-control", "public, max-age=300");
    }
}
