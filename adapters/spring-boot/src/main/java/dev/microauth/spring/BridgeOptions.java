package dev.microauth.spring;

import dev.microauth.bridge.CookieBridge;
import dev.microauth.bridge.CookieBridgeBuilder;
import org.jspecify.annotations.Nullable;

/// The properties below `microauth.bridge`, as options of a bridge.
final class BridgeOptions {
    private BridgeOptions() {}

    static CookieBridgeBuilder of(MicroAuthProperties properties) {
        var said = properties.bridge();
        @Nullable String issuer =
                said.issuer() == null ? properties.remote().issuer() : said.issuer();
        if (issuer == null || said.clientId() == null || said.baseUrl() == null) {
            throw new IllegalStateException(
                    "microauth.bridge needs issuer, client-id and base-url: the server's address, this application's name"
                            + " there, and where browsers find it");
        }
        var options = CookieBridge.builder().issuer(issuer).baseUrl(said.baseUrl());
        if (said.clientSecret() == null) {
            options.publicClient(said.clientId());
        } else {
            options.client(said.clientId(), said.clientSecret());
        }
        if (said.cookieKeyFile() != null) {
            options.cookieKeyFile(said.cookieKeyFile());
        }
        if (!said.openPaths().isEmpty()) {
            options.open(said.openPaths().toArray(String[]::new));
        }
        if (!said.scopes().isEmpty()) {
            options.scopes(said.scopes().toArray(String[]::new));
        }
        if (said.sessionLifetime() != null) {
            options.sessionLifetime(said.sessionLifetime());
        }
        if (said.autoRefreshSkew() != null) {
            options.autoRefreshSkew(said.autoRefreshSkew());
        }
        return options;
    }
}
