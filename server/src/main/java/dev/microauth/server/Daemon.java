package dev.microauth.server;

import dev.microauth.Engine;
import dev.microauth.actor.Actor;
import dev.microauth.audit.Action;
import dev.microauth.db.StorageException;
import dev.microauth.jose.Jose;
import dev.microauth.problem.AuthException;
import dev.microauth.secret.Digest;
import dev.microauth.server.control.ControlSocket;
import dev.microauth.server.http.HttpServer;
import dev.microauth.server.http.Limits;
import dev.microauth.server.http.Listener;
import dev.microauth.server.http.Tls;
import dev.microauth.server.log.Field;
import dev.microauth.server.settings.Settings;
import dev.microauth.server.settings.Settings.Door;
import dev.microauth.server.wizard.PublicDirectory;
import dev.microauth.token.WaitingRoom;
import dev.microauth.web.Routes;
import dev.microauth.web.http.ProxyTrust;
import dev.microauth.web.http.Router;
import dev.microauth.web.outbound.LogoutCourier;
import dev.microauth.web.outbound.Outbound;
import dev.microauth.web.outbound.OutboundRules;
import dev.microauth.web.status.Running;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// A running microauthd: an open engine behind two ports and a control socket.
final class Daemon implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Daemon.class.getName());
    private static final Duration SETTLING = Duration.ofSeconds(10);
    static final Actor ACTOR = Actor.system("microauthd");

    private final Engine auth;
    private final WaitingRoom waiters;
    private final HttpServer server;
    private final Optional<ControlSocket> control;
    private final LogoutCourier courier;
    private final Thread settling =
            Thread.ofPlatform()
                    .daemon()
                    .name("microauth-settle")
                    .unstarted(this::settleBehindThePorts);

    private Daemon(
            Engine auth,
            WaitingRoom waiters,
            HttpServer server,
            Optional<ControlSocket> control,
            OutboundRules outbound) {
        this.auth = auth;
        this.waiters = waiters;
        this.server = server;
        this.control = control;
        this.courier = new LogoutCourier(auth.backChannelLogouts(), new Outbound(outbound));
    }

    /// Opens both ports over an open engine, which it closes in the end or when it cannot start.
    static Daemon start(Engine auth, Path data, Settings settings, String version) {
        try {
            var waiters = WaitingRoom.large();
            var routes =
                    new Routes(
                            auth,
                            running(settings, version),
                            settings.network().publicFiles()
                                    ? Optional.of(PublicDirectory.in(data))
                                    : Optional.empty(),
                            waiters);
            var server =
                    HttpServer.start(
                            List.of(
                                    listener(
                                            "auth",
                                            settings.auth(),
                                            routes.auth(),
                                            Limits.auth(),
                                            settings),
                                    listener(
                                            "admin",
                                            settings.admin(),
                                            routes.admin(),
                                            Limits.admin(),
                                            settings)));
            try {
                auth.note(
                        ACTOR,
                        Action.SERVER_START,
                        "microauthd " + version + ", settings " + digest(settings));
                var daemon =
                        new Daemon(
                                auth,
                                waiters,
                                server,
                                control(ControlSocket.in(data), auth),
                                new OutboundRules(settings.network().outboundAllow()));
                daemon.settle(version);
                return daemon;
            } catch (RuntimeException e) {
                server.close();
                throw e;
            }
        } catch (RuntimeException e) {
            auth.close();
            throw e;
        }
    }

    private static Running running(Settings settings, String version) {
        return new Running(
                version,
                Instant.now(),
                settings.effective().stream()
                        .map(row ->
                                new Running.Setting(
                                        row.name(), row.value(), row.origin().toString()))
                        .toList());
    }

    /// Security K1: by this a start shows whether the settings are those of the start before.
    private static String digest(Settings settings) {
        String rows =
                settings.effective().stream()
                        .map(row -> row.name() + "=" + row.value() + "\n")
                        .collect(Collectors.joining());
        return HexFormat.of().formatHex(Digest.sha256(rows));
    }

    /// Without the socket the daemon serves all the same: a long path is no reason to refuse the start.
    private static Optional<ControlSocket> control(Path path, Engine auth) {
        try {
            return Optional.of(ControlSocket.open(path, EngineVerbs.over(auth)));
        } catch (IOException e) {
            LOG.log(
                    Level.WARNING,
                    "no control socket, so that commands beside this daemon cannot reach it: "
                            + e.getMessage());
            return Optional.empty();
        }
    }

    private static Listener listener(
            String name, Door door, Router router, Limits limits, Settings settings) {
        var network = settings.network();
        return new Listener(
                name,
                new InetSocketAddress(door.address(), door.port()),
                router,
                limits.withConnections(network.maxConnections()),
                door.tls().map(files -> new Tls(files.certificate(), files.key())),
                ProxyTrust.of(network.trustedProxies()));
    }

    /// Takes a checkpoint of the audit to the log, which goes where this machine cannot change it.
    static void keep(String checkpoint) {
        LOG.log(Level.INFO, "audit checkpoint", Field.of("line", checkpoint));
    }

    Engine auth() {
        return auth;
    }

    /// What need not be done before the ports answer.
    private void settle(String version) {
        auth.startHousekeeping();
        courier.start();
        LOG.log(
                Level.INFO,
                "serving",
                Field.of("version", version),
                Field.of("auth", auth.issuers().auth()),
                Field.of("admin", auth.issuers().admin()),
                Field.of("storage", auth.describe()));
        settling.start();
    }

    private void settleBehindThePorts() {
        Jose.accelerate();
        LOG.log(Level.INFO, "signing", Field.of("provider", Jose.provider()));
        lookAtEveryPage();
    }

    private void lookAtEveryPage() {
        try {
            auth.checkIntegrity()
                    .ifPresent(
                            problem -> LOG.log(Level.ERROR, "the database is damaged: " + problem));
        } catch (StorageException | AuthException.Closed e) {
            LOG.log(Level.WARNING, "the database was not looked through: " + e.getMessage());
        }
    }

    /// The look at every page has a connection of its own, which must be gone before the directory is.
    private void awaitSettling() {
        try {
            if (!settling.join(SETTLING)) {
                LOG.log(Level.WARNING, "the look at every page goes on until the process ends");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Stops accepting, lets what runs finish, checkpoints and releases the directory.
    @Override
    public void close() {
        LOG.log(Level.INFO, "stopping");
        control.ifPresent(ControlSocket::close);
        // Who waits for news would keep the ports open for as long as they wait.
        waiters.close();
        server.close();
        try {
            auth.note(ACTOR, Action.SERVER_STOP, "");
        } catch (StorageException e) {
            // A full disk is no reason not to stop.
            LOG.log(Level.ERROR, "the stop is not in the audit: " + e.getMessage());
        }
        awaitSettling();
        courier.close();
        auth.close();
        LOG.log(Level.INFO, "stopped");
    }
}
