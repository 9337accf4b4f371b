package dev.microauth.web.account;

import java.util.Optional;
import java.util.stream.Stream;

/// What a page says once of the change that led to it.
enum Notice {
    PASSWORD("account.done.password"),
    APP_ADDED("account.done.app.added"),
    APP_REMOVED("account.done.app.removed"),
    PASSKEY_ADDED("account.done.passkey.added"),
    PASSKEY_RENAMED("account.done.passkey.renamed"),
    PASSKEY_REMOVED("account.done.passkey.removed"),
    SESSION_ENDED("account.done.session"),
    SESSIONS_ENDED("account.done.sessions"),
    APPLICATION("account.done.application");

    private final String key;

    Notice(String key) {
        this.key = key;
    }

    /// The key of its text.
    String key() {
        return key;
    }

    static Optional<Notice> find(String name) {
        return Stream.of(values()).filter(each -> each.name().equals(name)).findFirst();
    }
}
