package dev.microauth.server.settings;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The settings that exist, in the order in which people read them.
///
/// @param retired names that were settings once, each with the sentence that tells what to do instead
record SettingsTable(List<Setting<?>> rows, Map<String, String> retired) {

    private static final String DATA_VARIABLE = "MAD_DATA";

    SettingsTable {
        rows = List.copyOf(rows);
        retired = Map.copyOf(retired);
        var names = new HashSet<>(List.of(DATA_VARIABLE));
        rows.stream()
                .flatMap(SettingsTable::variables)
                .filter(variable -> !names.add(variable))
                .findFirst()
                .ifPresent(twice -> {
                    throw new IllegalArgumentException("two settings claim " + twice);
                });
    }

    /// The table of microauthd.
    static SettingsTable ofMicroauthd() {
        return new SettingsTable(Rows.all(), Map.of());
    }

    /// The same with what a new installation is asked for beside its settings.
    static SettingsTable ofInstallation() {
        return new SettingsTable(
                Stream.concat(Rows.all().stream(), AnswerRows.all().stream()).toList(), Map.of());
    }

    Optional<Setting<?>> find(String name) {
        return rows.stream().filter(row -> row.name().equals(name)).findFirst();
    }

    List<String> names() {
        return rows.stream().<String>map(Setting::name).toList();
    }

    /// Every variable that means something, those of a new installation too: it may share its environment
    /// with the daemon that serves it.
    List<String> variables() {
        return Stream.of(
                        Stream.of(DATA_VARIABLE),
                        rows.stream().flatMap(SettingsTable::variables),
                        AnswerRows.all().stream().flatMap(SettingsTable::variables))
                .flatMap(names -> names)
                .distinct()
                .toList();
    }

    List<Setting<?>> of(Setting.Group group) {
        return rows.stream().filter(row -> row.group() == group).toList();
    }

    List<Setting.Group> groups() {
        return Arrays.stream(Setting.Group.values()).filter(group -> !of(group).isEmpty()).toList();
    }

    private static Stream<String> variables(Setting<?> row) {
        return row.secret()
                ? Stream.of(row.variable(), row.fileVariable())
                : Stream.of(row.variable());
    }
}
