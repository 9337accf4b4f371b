package dev.microauth.web.browser;

import dev.microauth.web.http.Request;
import java.net.URI;
import java.util.Optional;

/// What a browser says of the site that a request came from.
public final class SameOrigin {
    private final String own;

    public SameOrigin(String issuer) {
        URI uri = URI.create(issuer);
        this.own = uri.getScheme() + "://" + uri.getRawAuthority();
    }

    /// Whether the browser says that another site sent this form. Under `no-referrer` it says `Origin: null` even of
    /// our own, and older ones say nothing else.
    public boolean isForeign(Request request) {
        // Security H2. Fetch Metadata §2.3: no page can make this header say something else.
        Optional<String> site = request.header("sec-fetch-site");
        if (site.isPresent()) {
            return !site.get().equals("same-origin");
        }
        return request.header("origin")
                .filter(origin -> !origin.equals("null") && !origin.equals(own))
                .isPresent();
    }
}
