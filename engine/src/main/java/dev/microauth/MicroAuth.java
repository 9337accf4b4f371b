package dev.microauth;

import dev.microauth.acting.ActingTokens;
import dev.microauth.actor.Actor;
import java.util.Optional;

/// An identity server inside this process.
///
/// ```java
/// try (var auth = MicroAuth.builder().appName("shop").persistTo(Path.of("data")).open()) {
///     var alice = auth.users().create().username("alice").password(password).save();
/// }
/// ```
///
/// What is changed is changed by the application, under its name; [#as(Actor)] says that it is somebody else.
///
/// Safe for use by any number of threads. Close it to flush, checkpoint and release the directory.
public final class MicroAuth implements AutoCloseable {
    private final Engine engine;
    private final Actor self;

    MicroAuth(Engine engine, String appName) {
        this.engine = engine;
        this.self = Actor.system(appName);
    }

    public static MicroAuthBuilder builder() {
        return new MicroAuthBuilder();
    }

    /// An engine in memory, gone when it is closed.
    public static MicroAuth open() {
        return builder().open();
    }

    /// Access tokens: issue, verify, revoke, list.
    public ActingTokens tokens() {
        return new ActingTokens(
                engine.accessTokens(), engine.access(), engine.issuedTokens(), self);
    }

    /// What was lost when the directory was opened: there is something when the newest snapshot could not be read, and
    /// the one before it was taken.
    public Optional<Recovery> recovery() {
        return engine.recovery();
    }

    /// Writes a snapshot now, where [MicroAuthBuilder#persistenceInterval] has them written at intervals, and returns when
    /// it is on the disk. Nothing is done when nothing has changed, nor where every commit is written.
    ///
    /// Throws [dev.microauth.db.StorageException.Unavailable] when it cannot be written, with what to do.
    public void flush() {
        engine.flush();
    }

    /// The services below, for those who put doors before them.
    public Engine engine() {
        return engine;
    }

    /// Finishes what is running, writes what has to be written and releases the directory; twice is once. Every call
    /// afterwards throws [dev.microauth.problem.AuthException.Closed].
    @Override
    public void close() {
        engine.close();
    }
}
