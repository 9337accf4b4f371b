package dev.microauth;

import dev.microauth.acting.ActingKeys;
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

    /// The keys: data keys, signing keys, the master key; their rotation, export and metrics.
    public ActingKeys keys() {
        return new ActingKeys(
                engine.keys(),
                engine.dataKeys(),
                new ActingKeys.Keeping(engine.custody(), engine.audit(), engine.clock()),
                self);
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
