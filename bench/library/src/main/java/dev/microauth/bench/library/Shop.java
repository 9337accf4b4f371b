package dev.microauth.bench.library;

import dev.microauth.MicroAuth;
import dev.microauth.jose.Algorithm;
import dev.microauth.token.AccessToken;
import dev.microauth.user.User;
import java.util.List;

/// An engine in memory that signs with ES256, with one person who may read and write orders.
final class Shop implements AutoCloseable {
    final MicroAuth auth;
    final User alice;

    Shop() {
        auth = MicroAuth.builder().appName("bench").signingAlgorithm(Algorithm.ES256).open();
        for (String scope : List.of("orders:read", "orders:write")) {
            auth.scopes().create().name(scope).save();
        }
        auth.roles().create().name("Clerk").save();
        alice = auth.users().create().username("alice").save();
        auth.users().assignScope(alice.id(), "orders:read");
        auth.users().assignScope(alice.id(), "orders:write");
        auth.users().assignRole(alice.id(), "Clerk");
    }

    AccessToken issue() {
        return auth.tokens().issue(alice.id()).save();
    }

    @Override
    public void close() {
        auth.close();
    }
}
