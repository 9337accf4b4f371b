package dev.microauth;

import dev.microauth.acting.ActingTokens;
import dev.microauth.actor.Actor;

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

    /// Removes what has expired, rotates keys that are due and purges old audit events, now and on this thread.
    /// It happens by itself each minute, unless [MicroAuthBuilder#autoCleanup(boolean)] said otherwise.
    public void cleanUp() {
        engine.cleanUp();
    }

    /// The services below, for those who put doors before them.
    public Engine engine() {
        return engine;
    }

    @Override
    public void close() {
        engine.close();
    }
}
