package dev.microauth.server.settings;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A value for every setting that is not its default.
public final class OtherValues {
    private OtherValues() {}

    /// By the names of the settings, in the order of the table.
    public static Map<String, String> all() {
        var values = new LinkedHashMap<String, String>();
        SettingsTable.ofMicroauthd()
                .names()
                .forEach(name ->
                        values.put(
                                name,
                                EverySettingFromEverySourceTest.VALUES
                                        .getOrDefault(name, List.of())
                                        .getFirst()));
        return values;
    }

    /// A line of a settings file.
    public static String line(String name, String value) {
        return SettingsReference.assignment(
                SettingsTable.ofInstallation().find(name).orElseThrow(), value);
    }
}
