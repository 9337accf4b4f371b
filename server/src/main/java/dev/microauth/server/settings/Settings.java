package dev.microauth.server.settings;

import dev.microauth.server.log.LogFormat;
import dev.microauth.server.log.LogLevel;
import dev.microauth.web.http.Cidr;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Every setting of the daemon, read and checked. Whoever holds one need not check again.
///
/// @param effective each as it can be shown, secrets as `***`
public record Settings(
        Door auth,
        Door admin,
        Lifetimes lifetimes,
        Passwords passwords,
        Passkeys passkeys,
        Network network,
        Logging logging,
        Storage storage,
        List<Outcome.Effective> effective) {

    public Settings {
        effective = List.copyOf(effective);
    }

    /// The same with other doors.
    public Settings withDoors(Door newAuth, Door newAdmin) {
        return new Settings(
                newAuth, newAdmin, lifetimes, passwords, passkeys, network, logging, storage,
                effective);
    }

    /// Whether both say the same, wherever it was said.
    public boolean means(Settings other) {
        return showing(List.of()).equals(other.showing(List.of()));
    }

    /// The same with other rows to show.
    Settings showing(List<Outcome.Effective> rows) {
        return new Settings(
                auth, admin, lifetimes, passwords, passkeys, network, logging, storage, rows);
    }

    /// One of the two ports: where it listens and by which name it is known.
    ///
    /// @param port 0 takes a free one
    /// @param configuredIssuer empty when it was not set; ask [#issuerAt] for the one in force
    public record Door(
            InetAddress address, int port, Optional<URI> configuredIssuer, Optional<TlsFiles> tls) {

        /// The issuer in force once the port is open: the configured one, else this machine's own name for the port.
        public URI issuerAt(int boundPort) {
            var scheme = tls.isPresent() ? "https" : "http";
            int standard = tls.isPresent() ? 443 : 80;
            var port = boundPort == 0 || boundPort == standard ? "" : ":" + boundPort;
            return configuredIssuer.orElseGet(() -> URI.create(scheme + "://localhost" + port));
        }

        /// The same at another port.
        public Door withPort(int other) {
            return new Door(address, other, configuredIssuer, tls);
        }

        /// Whether only this machine can reach the port.
        public boolean isLoopback() {
            return address.isLoopbackAddress();
        }
    }

    /// Two PEM files: the chain, the server's certificate first, and its private key.
    public record TlsFiles(Path certificate, Path key) {}

    /// How long things live.
    ///
    /// @param refreshTokenIdle a refresh token dies after that long without use
    /// @param refreshToken and after that long in any case
    /// @param tokenRowsKept what is remembered of a token beyond its expiry
    /// @param auditRetention how long an audit event stays at least
    /// @param session how long a sign-in in a browser lasts
    /// @param sessionIdle it ends after that long without use
    public record Lifetimes(
            Duration accessToken,
            Duration adminToken,
            Duration adminSession,
            Duration refreshTokenIdle,
            Duration refreshToken,
            Duration tokenRowsKept,
            Duration auditRetention,
            Duration session,
            Duration sessionIdle) {}

    /// What a new password must be, and how it is kept.
    ///
    /// @param minLength in code points
    /// @param requireAdminMfa whether administrators have to have a second factor
    public record Passwords(int minLength, boolean requireAdminMfa, Argon2 argon2) {}

    /// For whom passkeys are made, and which are taken.
    ///
    /// @param configuredRpId empty for the host of the issuer
    public record Passkeys(Optional<String> configuredRpId, Attestation attestation) {}

    /// Cost of one password hash.
    ///
    /// @param concurrency how many are computed at once; the memory in use never exceeds `memoryKib * concurrency`
    public record Argon2(int memoryKib, int iterations, int parallelism, int concurrency) {}

    /// What is believed and borne from the network.
    ///
    /// @param trustedProxies whose word about the client's address is believed
    /// @param maxConnections open at once, on each port
    /// @param rateLimit empty where only failures wait
    /// @param publicFiles whether the auth port shows the files of `public/`
    /// @param outboundAllow hosts that are asked over plain http
    public record Network(
            List<Cidr> trustedProxies,
            int maxConnections,
            Optional<Rate> rateLimit,
            boolean publicFiles,
            Set<String> outboundAllow) {
        public Network {
            trustedProxies = List.copyOf(trustedProxies);
            outboundAllow = Set.copyOf(outboundAllow);
        }
    }

    /// So many at once, and as many again in each period.
    public record Rate(int most, Duration per) {}

    /// What the log says and how.
    ///
    /// @param format empty: text on a terminal, JSON elsewhere
    public record Logging(LogLevel level, Optional<LogFormat> format) {}

    /// How things are kept on disk.
    ///
    /// @param plaintextDatabase the database is not encrypted
    public record Storage(Optional<Path> configuredMasterKeyFile, boolean plaintextDatabase) {

        /// The file of the master key, in the data directory unless it was set elsewhere.
        public Path masterKeyFile(Path data) {
            return configuredMasterKeyFile.orElseGet(() -> data.resolve("master.key"));
        }
    }
}
