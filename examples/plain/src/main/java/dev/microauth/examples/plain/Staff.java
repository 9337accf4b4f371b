package dev.microauth.examples.plain;

import dev.microauth.MicroAuth;
import dev.microauth.subject.UserId;

/// The people of the shop: alice reads, places and cancels orders, bob reads them.
record Staff(UserId alice, UserId bob) {
    private static final String PASSWORD = "nine grey herons at noon";

    static Staff hire(MicroAuth auth, String address) {
        auth.scopes().create().name("orders:read").save();
        auth.scopes().create().name("orders:write").save();
        var cancel = auth.permissions().create().name("orders:cancel").save();
        var clerk = auth.roles().create().name("Clerk").save();
        auth.roles().addPermission(clerk.id(), cancel.id());

        UserId alice = person(auth, "alice");
        auth.users().assignScope(alice, "orders:write");
        auth.users().assignRole(alice, "Clerk");

        // The shop itself, to which people sign in: one of the house, so that nobody is asked for
        // consent.
        auth.clients()
                .create()
                .clientId("shop")
                .name("Shop")
                .firstParty()
                .redirectUri(address + "/callback")
                .scopes("openid", "orders:read", "orders:write")
                .save();
        return new Staff(alice, person(auth, "bob"));
    }

    private static UserId person(MicroAuth auth, String name) {
        UserId id =
                auth.users().create().username(name).password(PASSWORD.toCharArray()).save().id();
        auth.users().assignScope(id, "orders:read");
        return id;
    }
}
