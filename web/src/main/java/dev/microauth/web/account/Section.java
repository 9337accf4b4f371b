package dev.microauth.web.account;

/// The parts of the account that stand in its navigation.
enum Section {
    OVERVIEW("/account", "account.nav.overview"),
    DEVICES("/account/sessions", "account.nav.devices"),
    APPLICATIONS("/account/applications", "account.nav.applications"),
    HISTORY("/account/history", "account.nav.history");

    private final String path;
    private final String key;

    Section(String path, String key) {
        this.path = path;
        this.key = key;
    }

    String path() {
        return path;
    }

    /// The key of its name.
    String key() {
        return key;
    }
}
