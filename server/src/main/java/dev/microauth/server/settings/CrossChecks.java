package dev.microauth.server.settings;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Looks at the settings together: each may be right by itself and the whole unsafe.
///
/// A check is left out when one of its settings was refused already.
final class CrossChecks {

    private static final List<Floor> FLOORS =
            List.of(
                    new Floor(46, 1),
                    new Floor(19, 2),
                    new Floor(12, 3),
                    new Floor(9, 4),
                    new Floor(7, 5));

    private final Reading reading;
    private final List<Problem> problems = new ArrayList<>();

    /// Argon2id costs that OWASP's password storage advice holds for equal, with one lane.
    private record Floor(int mebibytes, int iterations) {
        boolean isReached(int memoryKib, int passes) {
            return memoryKib >= mebibytes * 1024 && passes >= iterations;
        }
    }

    /// The rows that belong to one port.
    private record DoorRows(
            Setting<InetAddress> address,
            Setting<Integer> port,
            Setting<Optional<URI>> issuer,
            Setting<Optional<Path>> certificate,
            Setting<Optional<Path>> key) {

        static final DoorRows AUTH =
                new DoorRows(
                        Rows.AUTH_ADDRESS,
                        Rows.AUTH_PORT,
                        Rows.ISSUER,
                        Rows.TLS_CERTIFICATE,
                        Rows.TLS_KEY);
        static final DoorRows ADMIN =
                new DoorRows(
                        Rows.ADMIN_ADDRESS,
                        Rows.ADMIN_PORT,
                        Rows.ADMIN_ISSUER,
                        Rows.ADMIN_TLS_CERTIFICATE,
                        Rows.ADMIN_TLS_KEY);
    }

    private CrossChecks(Reading reading) {
        this.reading = reading;
    }

    static List<Problem> of(Reading reading) {
        var checks = new CrossChecks(reading);
        checks.door(DoorRows.AUTH);
        checks.door(DoorRows.ADMIN);
        checks.portsDiffer();
        checks.issuersDiffer();
        checks.passkeys();
        checks.argon2();
        checks.order(Rows.REFRESH_TOKEN_IDLE, Rows.REFRESH_TOKEN_LIFETIME);
        checks.order(Rows.ADMIN_TOKEN_LIFETIME, Rows.ADMIN_SESSION_LIFETIME);
        checks.order(Rows.SESSION_IDLE, Rows.SESSION_LIFETIME);
        return List.copyOf(checks.problems);
    }

    private void door(DoorRows door) {
        if (!reading.isSound(door.certificate, door.key)) {
            return;
        }
        var certificate = reading.get(door.certificate);
        var key = reading.get(door.key);
        if (certificate.isPresent() != key.isPresent()) {
            var alone = certificate.isPresent() ? door.certificate : door.key;
            var missing = certificate.isPresent() ? door.key : door.certificate;
            problem(alone, "is set without " + missing.name(), "Set both for TLS, or none.");
            return;
        }
        certificate.ifPresent(file -> readable(door.certificate, file));
        key.ifPresent(file -> closed(door.key, file));
        if (key.isEmpty()) {
            plain(door);
        } else if (reading.isSound(door.issuer)) {
            reading.get(door.issuer)
                    .filter(issuer -> issuer.getScheme().equals("http"))
                    .ifPresent(issuer ->
                            problem(
                                    door.issuer,
                                    "is plain http, and the port speaks TLS only",
                                    "Write it with https."));
        }
    }

    private void plain(DoorRows door) {
        if (!reading.isSound(door.address, Rows.TRUSTED_PROXIES, Rows.DANGER_PLAIN_HTTP)) {
            return;
        }
        boolean guarded =
                reading.get(door.address).isLoopbackAddress()
                        || !reading.get(Rows.TRUSTED_PROXIES).isEmpty()
                        || reading.get(Rows.DANGER_PLAIN_HTTP);
        if (!guarded) {
            problem(
                    door.address,
                    "would carry passwords and tokens beyond this machine in plain http",
                    "Set "
                            + door.certificate.name()
                            + " and "
                            + door.key.name()
                            + ", or trusted-proxies when a reverse proxy ends TLS; danger-plain-http allows it as"
                            + " it is.");
        }
    }

    private boolean readable(Setting<?> row, Path file) {
        boolean readable = Files.isRegularFile(file) && Files.isReadable(file);
        if (!readable) {
            problem(
                    row,
                    "names " + file + ", which is not there or cannot be read",
                    "Name a PEM file that the user who runs microauthd can read.");
        }
        return readable;
    }

    private void closed(Setting<?> row, Path file) {
        if (!readable(row, file)) {
            return;
        }
        try {
            Exposure.of(file)
                    .ifPresent(what ->
                            problem(
                                    row,
                                    "names " + file + ", which " + what,
                                    "Run chmod 600 " + file + "."));
        } catch (IOException vanished) {
            problem(row, "names " + file + ", which cannot be read", "Name another file.");
        }
    }

    private void portsDiffer() {
        if (!reading.isSound(Rows.AUTH_PORT, Rows.ADMIN_PORT)) {
            return;
        }
        int port = reading.get(Rows.ADMIN_PORT);
        if (port != 0 && port == reading.get(Rows.AUTH_PORT)) {
            problem(
                    Rows.ADMIN_PORT,
                    "is the auth port too",
                    "Give the two ports different numbers.");
        }
    }

    private void issuersDiffer() {
        if (reading.isSound(Rows.ISSUER, Rows.ADMIN_ISSUER)
                && reading.get(Rows.ISSUER).isPresent()
                && reading.get(Rows.ISSUER).equals(reading.get(Rows.ADMIN_ISSUER))) {
            problem(
                    Rows.ADMIN_ISSUER,
                    "is the issuer of the auth port too",
                    "Give it a URL of its own: tokens of one port must not pass for the other's.");
        }
    }

    // Web Authentication §5.1.2: browsers make no passkey for a domain that they do not stand on.
    private void passkeys() {
        if (!reading.isSound(Rows.ISSUER, Rows.PASSKEY_RP_ID)) {
            return;
        }
        String host = reading.get(Rows.ISSUER).map(URI::getHost).orElse("localhost");
        reading.get(Rows.PASSKEY_RP_ID)
                .filter(domain ->
                        !domain.equals(host)
                                && !(domain.contains(".") && host.endsWith("." + domain)))
                .ifPresent(domain ->
                        problem(
                                Rows.PASSKEY_RP_ID,
                                "is neither the host of the issuer nor a domain above it",
                                "The issuer stands on "
                                        + host
                                        + "; leave the setting out to use that."));
    }

    private void argon2() {
        if (!reading.isSound(Rows.ARGON2_MEMORY, Rows.ARGON2_ITERATIONS)) {
            return;
        }
        int memory = reading.get(Rows.ARGON2_MEMORY);
        int iterations = reading.get(Rows.ARGON2_ITERATIONS);
        if (FLOORS.stream().noneMatch(floor -> floor.isReached(memory, iterations))) {
            var blamed =
                    reading.of(Rows.ARGON2_MEMORY).origin() instanceof Origin.Default
                            ? Rows.ARGON2_ITERATIONS
                            : Rows.ARGON2_MEMORY;
            problem(
                    blamed,
                    "makes passwords too cheap to guess",
                    "The least is 19MiB with 2 iterations, 46MiB with 1, 12MiB with 3, 9MiB with 4 or 7MiB with"
                            + " 5.");
        }
    }

    private void order(Setting<Duration> shorter, Setting<Duration> longer) {
        if (reading.isSound(shorter, longer)
                && reading.get(shorter).compareTo(reading.get(longer)) > 0) {
            boolean raised = !(reading.of(shorter).origin() instanceof Origin.Default);
            problem(
                    raised ? shorter : longer,
                    raised
                            ? "is longer than " + longer.name()
                            : "is shorter than " + shorter.name(),
                    "Set "
                            + shorter.name()
                            + " to at most "
                            + longer.name()
                            + ", which is "
                            + reading.of(longer).text()
                            + ".");
        }
    }

    private void problem(Setting<?> row, String what, String remedy) {
        var origin = reading.of(row).origin();
        var prefix =
                switch (origin) {
                    case Origin.File _, Origin.Default _ -> row.name() + " ";
                    case Origin.CommandLine _, Origin.Environment _ -> "";
                };
        problems.add(new Problem(origin.toString(), prefix + what, remedy));
    }
}
