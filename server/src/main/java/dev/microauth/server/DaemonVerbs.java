package dev.microauth.server;

import dev.microauth.Engine;
import dev.microauth.db.StorageException;
import dev.microauth.directory.DirectoryRefusal;
import dev.microauth.server.command.CommandFailure;
import dev.microauth.server.command.ExitCode;
import dev.microauth.server.command.Surroundings;
import dev.microauth.server.command.Verbs;
import dev.microauth.server.control.ControlClient;
import dev.microauth.server.control.ControlSocket;
import dev.microauth.server.control.Report;
import dev.microauth.server.http.CannotListen;
import dev.microauth.server.http.HttpServer;
import dev.microauth.server.http.PortInUse;
import dev.microauth.server.settings.Draft;
import dev.microauth.server.settings.Settings;
import dev.microauth.server.wizard.PublicDirectory;
import dev.microauth.server.wizard.Wizard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// What microauthd does: the verbs behind its commands.
final class DaemonVerbs implements Verbs {
    private final Surroundings surroundings;

    DaemonVerbs(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public int serve(Path data, Settings settings) {
        var pinned = FreePorts.pin(settings);
        return run(
                () -> Engines.existing(data, pinned).auditCheckpoints(Daemon::keep).openEngine(),
                data,
                pinned,
                _ -> {});
    }

    @Override
    public int quickstart(Path data, Settings settings, boolean json) {
        var pinned = FreePorts.pin(settings);
        return run(
                () -> opened(data, pinned),
                data,
                pinned,
                daemon -> {
                    // The demo client is made once both ports are open: a secret that nobody is
                    // told of is
                    // lost.
                    var started = Quickstart.prepare(daemon.auth());
                    surroundings.out().print(json ? started.json() : started.text());
                    surroundings.out().flush();
                });
    }

    /// A directory that is made now gets its example too.
    private static Engine opened(Path data, Settings settings) {
        boolean isNew = !Files.exists(data.resolve("microauth.db"));
        var auth = Engines.any(data, settings).auditCheckpoints(Daemon::keep).openEngine();
        if (isNew) {
            try {
                PublicDirectory.make(data);
            } catch (IOException e) {
                auth.close();
                throw new CommandFailure(
                        data + " cannot be written: " + e.getMessage(),
                        "Choose another --data.",
                        e);
            }
        }
        return auth;
    }

    @Override
    public int init(Draft draft, Init how) {
        BuildDate.requirePlausible(Instant.now());
        try {
            return new Wizard(surroundings, Engines::any, Daemon.ACTOR).run(draft, how);
        } catch (DirectoryRefusal | StorageException.Unavailable e) {
            throw new CommandFailure(String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public int auditVerify(Path data, Settings settings) {
        return onData(data, settings, EngineVerbs.AUDIT_VERIFY);
    }

    @Override
    public int rotateMaster(Path data, Settings settings) {
        return onData(data, settings, EngineVerbs.ROTATE_MASTER);
    }

    @Override
    public int recover(Path data, Settings settings) {
        return onData(data, settings, EngineVerbs.RECOVER);
    }

    @Override
    public int health(Path data, Settings settings) {
        return overSocket(
                data, EngineVerbs.HEALTH, "Start one with `microauthd serve --data " + data + "`.");
    }

    /// Works on the files when nobody holds them, else asks whoever does.
    private int onData(Path data, Settings settings, String verb) {
        try (Engine auth = Engines.existing(data, settings).openEngine()) {
            return Objects.requireNonNull(EngineVerbs.over(auth).get(verb)).run(report());
        } catch (DirectoryRefusal.InUse e) {
            return overSocket(
                    data, verb, "Stop the process that holds the directory, and try again.");
        } catch (DirectoryRefusal | StorageException.Unavailable e) {
            throw new CommandFailure(String.valueOf(e.getMessage()), e);
        }
    }

    private int overSocket(Path data, String verb, String remedy) {
        Path socket = ControlSocket.in(data);
        try {
            return ControlClient.run(socket, verb, report());
        } catch (IOException e) {
            String tooLong =
                    ControlSocket.isTooLong(socket)
                            ? "The path is too long for a socket: commands reach a running daemon only in a shorter one. "
                            : "";
            throw new CommandFailure("no daemon answers at " + socket, tooLong + remedy, e);
        }
    }

    private Report report() {
        return new Report() {
            @Override
            public void progress(String line) {
                if (surroundings.terminal()) {
                    surroundings.err().print("\r" + line + " ");
                }
            }

            @Override
            public void result(String line) {
                if (surroundings.terminal()) {
                    surroundings.err().print("\r");
                }
                surroundings.out().println(line);
            }
        };
    }

    private Daemon start(Supplier<Engine> engine, Path data, Settings settings) {
        BuildDate.requirePlausible(Instant.now());
        // What the ports need is loaded while the engine opens: the two have nothing in common.
        Thread.ofPlatform().daemon().name("microauth-warm-up").start(HttpServer::warmUp);
        try {
            return Daemon.start(engine.get(), data, settings, surroundings.version());
        } catch (DirectoryRefusal | StorageException.Unavailable | PortInUse | CannotListen e) {
            throw new CommandFailure(String.valueOf(e.getMessage()), e);
        }
    }

    /// Serves until the process is told to stop.
    private int run(
            Supplier<Engine> engine, Path data, Settings settings, Consumer<Daemon> announce) {
        var ending = Ending.prepare();
        try {
            Daemon daemon = start(engine, data, settings);
            ending.of(announced(daemon, announce));
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            ending.ofNothing();
        }
        return ExitCode.DONE;
    }

    private static Daemon announced(Daemon daemon, Consumer<Daemon> announce) {
        try {
            announce.accept(daemon);
            return daemon;
        } catch (RuntimeException e) {
            daemon.close();
            throw e;
        }
    }
}
