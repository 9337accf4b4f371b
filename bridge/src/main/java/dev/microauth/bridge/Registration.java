package dev.microauth.bridge;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The application as a client of the server.
///
/// @param secret empty for a public client
/// @param base where the application stands, without a slash at the end
record Registration(
        String issuer, String clientId, Optional<String> secret, URI base, String scope) {
    String redirectUri(BridgePaths paths) {
        return base + paths.callback();
    }

    /// RFC 6749 §2.3.1: both parts are encoded before they are joined.
    Map<String, String> credentials() {
        return secret.map(
                        text -> {
                            String pair = Form.encode(clientId) + ":" + Form.encode(text);
                            return Map.of(
                                    "Authorization",
                                    "Basic "
                                            + Base64.getEncoder()
                                                    .encodeToString(
                                                            pair.getBytes(StandardCharsets.UTF_8)));
                        })
                .orElse(Map.of());
    }

    /// A form of this client. A public one says in it who it is, RFC 6749 §3.2.1.
    Map<String, String> form(String... fields) {
        var form = new LinkedHashMap<String, String>();
        for (int i = 0; i < fields.length; i += 2) {
            form.put(fields[i], fields[i + 1]);
        }
        if (secret.isEmpty()) {
            form.put("client_id", clientId);
        }
        return form;
    }

    @Override
    public String toString() {
        return clientId + " at " + issuer;
    }
}
