package dev.microauth.cli.store;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Which server this user administers, from the last sign-in on; `profile.json` may be edited by hand.
///
/// @param caFile the certificates to trust, as an absolute path
public record Profile(
        Optional<String> adminUrl, Optional<String> authUrl, Optional<String> caFile) {
    private static final String FILE = "profile.json";

    /// The one that is kept; an empty one where there is none.
    public static Profile read(UserDirectory directory) {
        var tree = directory.read(FILE);
        return new Profile(text(tree, "admin_url"), text(tree, "auth_url"), text(tree, "ca_file"));
    }

    /// Keeps this one from now on.
    public void write(UserDirectory directory) {
        var tree = new LinkedHashMap<String, Object>();
        adminUrl.ifPresent(url -> tree.put("admin_url", url));
        authUrl.ifPresent(url -> tree.put("auth_url", url));
        caFile.ifPresent(file -> tree.put("ca_file", file));
        directory.write(FILE, tree);
    }

    private static Optional<String> text(Map<String, Object> tree, String member) {
        return tree.get(member) instanceof String text ? Optional.of(text) : Optional.empty();
    }
}
