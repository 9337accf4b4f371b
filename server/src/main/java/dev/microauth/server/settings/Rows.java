package dev.microauth.server.settings;

import dev.microauth.server.log.LogFormat;
import dev.microauth.server.log.LogLevel;
import dev.microauth.server.settings.Setting.Fallback;
import dev.microauth.server.settings.Setting.Group;
import dev.microauth.web.http.Cidr;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Every setting of microauthd. A row stands here once, and nowhere else.
final class Rows {

    private Rows() {}

    static final Setting<InetAddress> AUTH_ADDRESS =
            Setting.of(
                    "auth-address",
                    Group.AUTH,
                    Addresses.local(),
                    "127.0.0.1",
                    "Address on which the auth port listens.");

    static final Setting<Integer> AUTH_PORT =
            Setting.of(
                    "auth-port",
                    Group.AUTH,
                    Quantities.whole("PORT", 0, 65_535),
                    "9040",
                    "Port for applications and their users; 0 takes a free one.");

    static final Setting<Optional<URI>> ISSUER =
            Setting.of(
                    "issuer",
                    Group.AUTH,
                    Issuers.issuer().optional(),
                    new Fallback<>(
                            "http://localhost:<auth-port>, https with tls-certificate",
                            "https://login.example.com",
                            Optional.empty()),
                    "URL by which applications know this provider, and the start of every link.");

    static final Setting<Optional<Path>> TLS_CERTIFICATE =
            Setting.of(
                    "tls-certificate",
                    Group.AUTH,
                    Kind.file().optional(),
                    none("/etc/microauth/tls.crt"),
                    "PEM file of the certificate chain for the auth port, its own certificate first.");

    static final Setting<Optional<Path>> TLS_KEY =
            Setting.of(
                    "tls-key",
                    Group.AUTH,
                    Kind.file().optional(),
                    none("/etc/microauth/tls.key"),
                    "PEM file of the private key that belongs to tls-certificate.");

    static final Setting<Boolean> SERVE_PUBLIC_AUTH_FILES =
            Setting.of(
                    "serve-public-auth-files",
                    Group.AUTH,
                    Kind.flag(),
                    "false",
                    "Shows the files of public/ in the data directory on the auth port. Whoever can write there can act"
                            + " as whoever signs in.");

    static final Setting<InetAddress> ADMIN_ADDRESS =
            Setting.of(
                    "admin-address",
                    Group.ADMIN,
                    Addresses.local(),
                    "127.0.0.1",
                    "Address on which the admin port listens.");

    static final Setting<Integer> ADMIN_PORT =
            Setting.of(
                    "admin-port",
                    Group.ADMIN,
                    Quantities.whole("PORT", 0, 65_535),
                    "9041",
                    "Port for administrators; 0 takes a free one.");

    static final Setting<Optional<URI>> ADMIN_ISSUER =
            Setting.of(
                    "admin-issuer",
                    Group.ADMIN,
                    Issuers.issuer().optional(),
                    new Fallback<>(
                            "http://localhost:<admin-port>, https with admin-tls-certificate",
                            "https://admin.example.com",
                            Optional.empty()),
                    "URL by which administrators' tools know the admin port.");

    static final Setting<Optional<Path>> ADMIN_TLS_CERTIFICATE =
            Setting.of(
                    "admin-tls-certificate",
                    Group.ADMIN,
                    Kind.file().optional(),
                    none("/etc/microauth/admin-tls.crt"),
                    "PEM file of the certificate chain for the admin port, its own certificate first.");

    static final Setting<Optional<Path>> ADMIN_TLS_KEY =
            Setting.of(
                    "admin-tls-key",
                    Group.ADMIN,
                    Kind.file().optional(),
                    none("/etc/microauth/admin-tls.key"),
                    "PEM file of the private key that belongs to admin-tls-certificate.");

    static final Setting<Boolean> REQUIRE_ADMIN_MFA =
            Setting.of(
                    "require-admin-mfa",
                    Group.ADMIN,
                    Kind.flag(),
                    "false",
                    "Lets nobody administer who has no second factor; they may have a password of eight characters"
                            + " then.");

    static final Setting<List<Cidr>> TRUSTED_PROXIES =
            Setting.of(
                    "trusted-proxies",
                    Group.NETWORK,
                    Addresses.ranges(),
                    new Fallback<>("none", "10.0.0.0/8", List.of()),
                    "Reverse proxies whose Forwarded and X-Forwarded headers are believed.");

    static final Setting<Integer> MAX_CONNECTIONS =
            Setting.of(
                    "max-connections",
                    Group.NETWORK,
                    Quantities.whole("N", 16, 65_536),
                    "1024",
                    "Connections that each port keeps open at once.");

    static final Setting<Optional<Settings.Rate>> RATE_LIMIT =
            Setting.of(
                    "rate-limit",
                    Group.NETWORK,
                    Quantities.rate().optional(),
                    new Fallback<>("none: only failures wait", "600/1m", Optional.empty()),
                    "Requests that each network, and each client that has proved itself, may make for tokens, introspection"
                            + " and revocation, and each network for signing in, right or wrong; those beyond wait.");

    static final Setting<Set<String>> OUTBOUND_ALLOW =
            Setting.of(
                    "outbound-allow",
                    Group.NETWORK,
                    Hosts.list(),
                    new Fallback<>("none", "rp.internal", Set.of()),
                    "Hosts besides this machine that may be told of sign-outs over plain http; all others over https"
                            + " alone.");

    static final Setting<Boolean> DANGER_PLAIN_HTTP =
            Setting.of(
                    "danger-plain-http",
                    Group.NETWORK,
                    Kind.flag(),
                    "false",
                    "Lets a port listen beyond this machine without TLS or a trusted proxy: anyone on the way"
                            + " reads passwords and tokens.");

    static final Setting<Duration> ACCESS_TOKEN_LIFETIME =
            Setting.of(
                    "access-token-lifetime",
                    Group.LIFETIMES,
                    Quantities.time("1s", "24h"),
                    "10m",
                    "Life of an access token and an ID token.");

    static final Setting<Duration> ADMIN_TOKEN_LIFETIME =
            Setting.of(
                    "admin-token-lifetime",
                    Group.LIFETIMES,
                    Quantities.time("1s", "24h"),
                    "15m",
                    "Life of an administrator's access token.");

    static final Setting<Duration> ADMIN_SESSION_LIFETIME =
            Setting.of(
                    "admin-session-lifetime",
                    Group.LIFETIMES,
                    Quantities.time("1s", "7d"),
                    "8h",
                    "How long an administrator's tokens can be renewed after one sign-in.");

    static final Setting<Duration> SESSION_IDLE =
            Setting.of(
                    "session-idle",
                    Group.LIFETIMES,
                    Quantities.time("1m", "400d"),
                    "12h",
                    "A sign-in in a browser ends when it was not used for that long.");

    static final Setting<Duration> SESSION_LIFETIME =
            Setting.of(
                    "session-lifetime",
                    Group.LIFETIMES,
                    Quantities.time("1m", "400d"),
                    "7d",
                    "How long a sign-in in a browser lasts, however much it is used.");

    static final Setting<Duration> REFRESH_TOKEN_IDLE =
            Setting.of(
                    "refresh-token-idle",
                    Group.LIFETIMES,
                    Quantities.time("1s", "400d"),
                    "30d",
                    "A refresh token dies when it was not used for that long.");

    static final Setting<Duration> REFRESH_TOKEN_LIFETIME =
            Setting.of(
                    "refresh-token-lifetime",
                    Group.LIFETIMES,
                    Quantities.time("1s", "400d"),
                    "90d",
                    "Life of a refresh token and its successors, however often they are used.");

    static final Setting<Duration> TOKEN_ROWS_KEPT =
            Setting.of(
                    "token-rows-kept",
                    Group.LIFETIMES,
                    Quantities.time("1s", "400d"),
                    "1d",
                    "How long a token is remembered after it has expired.");

    static final Setting<Duration> AUDIT_RETENTION =
            Setting.of(
                    "audit-retention",
                    Group.LIFETIMES,
                    Quantities.time("1d", "3650d"),
                    "400d",
                    "How long audit events stay at least; older ones go, and leave a sealed anchor.");

    static final Setting<Integer> PASSWORD_MIN_LENGTH =
            Setting.of(
                    "password-min-length",
                    Group.PASSWORDS,
                    Quantities.whole("N", 15, 64),
                    "15",
                    "Characters that a new password needs at least; it can only be raised.");

    static final Setting<Integer> ARGON2_MEMORY =
            Setting.of(
                    "argon2-memory",
                    Group.PASSWORDS,
                    Quantities.kibibytes("7MiB", "1GiB"),
                    "19MiB",
                    "Memory that one password hash takes.");

    static final Setting<Integer> ARGON2_ITERATIONS =
            Setting.of(
                    "argon2-iterations",
                    Group.PASSWORDS,
                    Quantities.whole("N", 1, 32),
                    "2",
                    "Passes over that memory.");

    static final Setting<Integer> ARGON2_PARALLELISM =
            Setting.of(
                    "argon2-parallelism",
                    Group.PASSWORDS,
                    Quantities.whole("N", 1, 16),
                    "1",
                    "Lanes of one password hash.");

    static final Setting<Integer> ARGON2_CONCURRENCY =
            Setting.of(
                    "argon2-concurrency",
                    Group.PASSWORDS,
                    Quantities.whole("N", 1, 64),
                    new Fallback<>("one per processor", "2", processors()),
                    "Password hashes computed at once; their memory together stays below that many times"
                            + " argon2-memory.");

    static final Setting<Optional<String>> PASSKEY_RP_ID =
            Setting.of(
                    "passkey-rp-id",
                    Group.PASSKEYS,
                    Hosts.domain().optional(),
                    new Fallback<>("the host of issuer", "example.com", Optional.empty()),
                    "Domain that passkeys belong to: the host of issuer or one above it. Another one later makes all"
                            + " of them useless.");

    static final Setting<Attestation> PASSKEY_ATTESTATION =
            Setting.of(
                    "passkey-attestation",
                    Group.PASSKEYS,
                    Kind.oneOf(Attestation.class),
                    "none",
                    "Whether a new authenticator has to send a certificate of its make, and a signature by that, which"
                            + " most phones and password managers do not. Who made the certificate is not checked.");

    static final Setting<Optional<Path>> MASTER_KEY_FILE =
            Setting.of(
                    "master-key-file",
                    Group.STORAGE,
                    Kind.file().optional(),
                    new Fallback<>(
                            "master.key in the data directory",
                            "/etc/microauth/master.key",
                            Optional.empty()),
                    "File of the master key under which all keys are sealed, readable by its owner alone.");

    static final Setting<Boolean> DANGER_PLAINTEXT_DATABASE =
            Setting.of(
                    "danger-plaintext-database",
                    Group.STORAGE,
                    Kind.flag(),
                    "false",
                    "Makes a new database without encryption: whoever reads the file reads what it holds.");

    static final Setting<LogLevel> LOG_LEVEL =
            Setting.of(
                    "log-level",
                    Group.LOG,
                    Kind.oneOf(LogLevel.class),
                    "info",
                    "Least severity that is written to the log.");

    static final Setting<Optional<LogFormat>> LOG_FORMAT =
            Setting.of(
                    "log-format",
                    Group.LOG,
                    Kind.oneOf(LogFormat.class).optional(),
                    new Fallback<>("text on a terminal, else json", "json", Optional.empty()),
                    "Lines for people or for machines.");

    static List<Setting<?>> all() {
        return List.of(
                AUTH_ADDRESS,
                AUTH_PORT,
                ISSUER,
                TLS_CERTIFICATE,
                TLS_KEY,
                SERVE_PUBLIC_AUTH_FILES,
                ADMIN_ADDRESS,
                ADMIN_PORT,
                ADMIN_ISSUER,
                ADMIN_TLS_CERTIFICATE,
                ADMIN_TLS_KEY,
                REQUIRE_ADMIN_MFA,
                TRUSTED_PROXIES,
                MAX_CONNECTIONS,
                RATE_LIMIT,
                OUTBOUND_ALLOW,
                DANGER_PLAIN_HTTP,
                ACCESS_TOKEN_LIFETIME,
                ADMIN_TOKEN_LIFETIME,
                ADMIN_SESSION_LIFETIME,
                SESSION_IDLE,
                SESSION_LIFETIME,
                REFRESH_TOKEN_IDLE,
                REFRESH_TOKEN_LIFETIME,
                TOKEN_ROWS_KEPT,
                AUDIT_RETENTION,
                PASSWORD_MIN_LENGTH,
                ARGON2_MEMORY,
                ARGON2_ITERATIONS,
                ARGON2_PARALLELISM,
                ARGON2_CONCURRENCY,
                PASSKEY_RP_ID,
                PASSKEY_ATTESTATION,
                MASTER_KEY_FILE,
                DANGER_PLAINTEXT_DATABASE,
                LOG_LEVEL,
                LOG_FORMAT);
    }

    private static Fallback<Optional<Path>> none(String sample) {
        return new Fallback<>("none", sample, Optional.empty());
    }

    private static int processors() {
        return Math.clamp(Runtime.getRuntime().availableProcessors(), 1, 64);
    }
}
