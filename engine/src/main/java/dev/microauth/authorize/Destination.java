package dev.microauth.authorize;

import dev.microauth.client.Client;
import dev.microauth.oauth.ResponseMode;
import java.util.Optional;

/// Where an answer may go: a redirect URI that was compared with those of its client. Only this package makes one.
public final class Destination {
    private final Client client;
    private final String redirectUri;
    private final ResponseMode mode;
    private final Optional<String> state;

    Destination(Client client, String redirectUri, ResponseMode mode, Optional<String> state) {
        this.client = client;
        this.redirectUri = redirectUri;
        this.mode = mode;
        this.state = state;
    }

    public Client client() {
        return client;
    }

    public String redirectUri() {
        return redirectUri;
    }

    public ResponseMode mode() {
        return mode;
    }

    public Optional<String> state() {
        return state;
    }
}
