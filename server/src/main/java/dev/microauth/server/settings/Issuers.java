package dev.microauth.server.settings;

import dev.microauth.token.IssuerRule;
import java.net.URI;

/// Issuer identifiers among the settings.
final class Issuers {
    private Issuers() {}

    static Kind<URI> issuer() {
        return new Kind<>(
                "URL",
                "an https URL without query, fragment and final slash; http on localhost alone",
                Kind.Form.TEXT,
                (text, base) ->
                        IssuerRule.faultOf(text)
                                .map(fault -> Parsed.<URI>bad(fault.what(), fault.remedy()))
                                .orElseGet(() -> Parsed.good(URI.create(text))));
    }
}
