package dev.microauth.api.client;

import dev.microauth.api.KeyRotation;
import dev.microauth.api.KeyView;
import dev.microauth.api.Listing;

/// Signing keys.
public final class Keys {
    private final Wire wire;

    Keys(Wire wire) {
        this.wire = wire;
    }

    public Listing<KeyView> list(Query query) {
        return wire.list("/keys", query, KeyView.class);
    }

    /// Lets the next keys sign from now on; answers the keys as they stand then.
    public Listing<KeyView> rotate(KeyRotation rotation) {
        return wire.postForList("/keys/rotate", rotation, KeyView.class);
    }

    /// Takes a key out of use at once. What it signed is believed no more.
    public void retire(String kid) {
        wire.act("/keys/" + Wire.part(kid) + "/retire");
    }
}
