package dev.microauth.spring;

import dev.microauth.jose.Revocations;
import dev.microauth.jose.TokenVerifier;

/// The properties below `microauth.remote`, as a verifier.
final class RemoteVerifier {
    private RemoteVerifier() {}

    static TokenVerifier of(MicroAuthProperties properties) {
        if (!properties.doors().mount().isEmpty()) {
            throw new IllegalStateException(
                    "microauth.doors.mount serves the engine inside, and microauth.remote.issuer says that it is elsewhere:"
                            + " take one of them away");
        }
        var remote = properties.remote();
        String issuer = remote.issuer();
        String audience = remote.audience();
        if (issuer == null || issuer.isBlank() || audience == null || audience.isBlank()) {
            throw new IllegalStateException(
                    "microauth.remote needs issuer and audience: the server's address, and what its tokens for this"
                            + " application have in \"aud\"");
        }
        var options =
                TokenVerifier.builder()
                        .issuer(issuer)
                        .audience(audience)
                        .scopes(remote.scopes().toArray(String[]::new));
        if (remote.clockTolerance() != null) {
            options.clockTolerance(remote.clockTolerance());
        }
        if (remote.revocations() != null) {
            var client = remote.revocations();
            options.revocations(Revocations.asClient(client.clientId(), client.clientSecret()));
        }
        return options.build();
    }
}
