package dev.microauth.secret;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// All keys that were derived of one root key, to be zeroed together.
///
/// Zeroing is best effort: the cryptography of the platform makes copies while it works.
public final class DerivedKeys implements AutoCloseable {
    private final List<DerivedKey> keys = new CopyOnWriteArrayList<>();

    DerivedKeys() {}

    DerivedKey add(DerivedKey key) {
        keys.add(key);
        return key;
    }

    @Override
    public void close() {
        keys.forEach(DerivedKey::destroy);
    }
}
