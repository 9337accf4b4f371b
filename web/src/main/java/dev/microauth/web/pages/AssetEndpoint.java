package dev.microauth.web.pages;

import dev.microauth.web.http.Anyone;
import dev.microauth.web.http.Request;
import dev.microauth.web.http.Response;

/// GET /assets/{name}: what pages load, of either port.
public final class AssetEndpoint {
    public static final String PATH = "/assets/{name}";

    private AssetEndpoint() {}

    public static Response get(Request request, Anyone anyone) {
        return Asset.find(request.pathParameter("name"))
                .map(asset ->
                        Response.of(200, asset.mediaType(), asset.content())
                                .with("cache-control", "public, max-age=31536000, immutable")
                                .with("cross-origin-resource-policy", "same-origin"))
                .orElseGet(() -> Response.error(404, "not_found", "There is no such file."));
    }
}
