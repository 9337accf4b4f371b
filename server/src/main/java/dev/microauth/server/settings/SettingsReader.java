package dev.microauth.server.settings;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Reads the settings of microauthd from all sources at once.
public final class SettingsReader {

    private static final SettingsTable TABLE = SettingsTable.ofMicroauthd();

    private SettingsReader() {}

    /// The settings in force, or every problem that stands in their way.
    public static Outcome read(Sources sources) {
        var reading = SourcesReader.read(TABLE, sources);
        var problems =
                Stream.concat(reading.problems().stream(), CrossChecks.of(reading).stream())
                        .toList();
        var warnings = new ArrayList<>(reading.warnings());
        warnings.addAll(unsafe(reading));
        return problems.isEmpty()
                ? new Outcome.Accepted(settings(reading), effective(TABLE, reading), warnings)
                : new Outcome.Refused(problems, warnings);
    }

    static List<Outcome.Effective> effective(SettingsTable table, Reading reading) {
        return table.rows().stream()
                .map(row -> {
                    var value = reading.of(row);
                    boolean hidden = row.secret() && !(value.origin() instanceof Origin.Default);
                    return new Outcome.Effective(
                            row.name(), hidden ? "***" : value.text(), value.origin());
                })
                .toList();
    }

    static List<Problem> unsafe(Reading reading) {
        return TABLE.rows().stream()
                .filter(Setting::isUnsafe)
                .map(reading::of)
                .filter(value -> value.value().equals(true))
                .map(value ->
                        new Problem(
                                value.origin().toString(),
                                value.setting().name() + " is on",
                                value.setting().sentence()))
                .toList();
    }

    static Settings settings(Reading reading) {
        return new Settings(
                new Settings.Door(
                        reading.get(Rows.AUTH_ADDRESS),
                        reading.get(Rows.AUTH_PORT),
                        reading.get(Rows.ISSUER),
                        tls(reading, Rows.TLS_CERTIFICATE, Rows.TLS_KEY)),
                new Settings.Door(
                        reading.get(Rows.ADMIN_ADDRESS),
                        reading.get(Rows.ADMIN_PORT),
                        reading.get(Rows.ADMIN_ISSUER),
                        tls(reading, Rows.ADMIN_TLS_CERTIFICATE, Rows.ADMIN_TLS_KEY)),
                new Settings.Lifetimes(
                        reading.get(Rows.ACCESS_TOKEN_LIFETIME),
                        reading.get(Rows.ADMIN_TOKEN_LIFETIME),
                        reading.get(Rows.ADMIN_SESSION_LIFETIME),
                        reading.get(Rows.REFRESH_TOKEN_IDLE),
                        reading.get(Rows.REFRESH_TOKEN_LIFETIME),
                        reading.get(Rows.TOKEN_ROWS_KEPT),
                        reading.get(Rows.AUDIT_RETENTION),
                        reading.get(Rows.SESSION_LIFETIME),
                        reading.get(Rows.SESSION_IDLE)),
                new Settings.Passwords(
                        reading.get(Rows.PASSWORD_MIN_LENGTH),
                        reading.get(Rows.REQUIRE_ADMIN_MFA),
                        new Settings.Argon2(
                                reading.get(Rows.ARGON2_MEMORY),
                                reading.get(Rows.ARGON2_ITERATIONS),
                                reading.get(Rows.ARGON2_PARALLELISM),
                                reading.get(Rows.ARGON2_CONCURRENCY))),
                new Settings.Passkeys(
                        reading.get(Rows.PASSKEY_RP_ID), reading.get(Rows.PASSKEY_ATTESTATION)),
                new Settings.Network(
                        reading.get(Rows.TRUSTED_PROXIES),
                        reading.get(Rows.MAX_CONNECTIONS),
                        reading.get(Rows.RATE_LIMIT),
                        reading.get(Rows.SERVE_PUBLIC_AUTH_FILES),
                        reading.get(Rows.OUTBOUND_ALLOW)),
                new Settings.Logging(reading.get(Rows.LOG_LEVEL), reading.get(Rows.LOG_FORMAT)),
                new Settings.Storage(
                        reading.get(Rows.MASTER_KEY_FILE),
                        reading.get(Rows.DANGER_PLAINTEXT_DATABASE)),
                effective(TABLE, reading));
    }

    private static Optional<Settings.TlsFiles> tls(
            Reading reading, Setting<Optional<Path>> certificate, Setting<Optional<Path>> key) {
        return reading.get(certificate)
                .flatMap(chain ->
                        reading.get(key).map(secret -> new Settings.TlsFiles(chain, secret)));
    }
}
