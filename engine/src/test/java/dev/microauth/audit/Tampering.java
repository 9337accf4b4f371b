package dev.microauth.audit;

import dev.microauth.Storage;

/// What somebody does who holds the database but not the key.
final class Tampering {
    private Tampering() {}

    /// Takes away what keeps events from being changed and deleted.
    static void allow(Storage storage) {
        switch (storage.db()) {
            case SQLITE -> {
                storage.sql("drop trigger audit_events_no_update");
                storage.sql("drop trigger audit_events_no_delete");
            }
            case POSTGRESQL -> {
                storage.sql("drop trigger audit_events_no_change on audit_events");
                storage.sql("drop trigger audit_events_no_delete on audit_events");
            }
        }
    }
}
