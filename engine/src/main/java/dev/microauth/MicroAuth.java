package dev.microauth;

import dev.microauth.acting.Acting;
import dev.microauth.acting.ActingAudit;
import dev.microauth.acting.ActingClients;
import dev.microauth.acting.ActingFlows;
import dev.microauth.acting.ActingKeys;
import dev.microauth.acting.ActingPermissions;
import dev.microauth.acting.ActingRoles;
import dev.microauth.acting.ActingScopes;
import dev.microauth.acting.ActingServiceAccounts;
import dev.microauth.acting.ActingSessions;
import dev.microauth.acting.ActingTokens;
import dev.microauth.acting.ActingUsers;
import dev.microauth.actor.Actor;
import dev.microauth.db.SqliteDriver;
import java.util.Optional;

/// An identity server inside this process.
///
/// ```java runnable
/// try (var auth = MicroAuth.builder().appName("shop").persistTo(directory).open()) {
///     var alice = auth.users().create().username("alice").password(password).save();
///     var token = auth.tokens().issue(alice.id()).save();
///     System.out.println(auth.tokens().verify(token.compact()).id());
/// }
/// ```
///
/// What is changed is changed by the application, under its name; [#as(Actor)] says that it is somebody else. Whatever is
/// refused, or fails, is a [dev.microauth.problem.AuthException]; only what is not a live token is a
/// [dev.microauth.jose.TokenRefused].
///
/// Safe for use by any number of threads. Close it to flush, checkpoint and release the directory.
public final class MicroAuth implements AutoCloseable {
    private final Engine engine;
    private final Acting self;

    MicroAuth(Engine engine, String appName) {
        this.engine = engine;
        this.self = engine.acting(Actor.system(appName));
    }

    public static MicroAuthBuilder builder() {
        // Needed in a moment, and a good part of an opening.
        SqliteDriver.begin();
        return new MicroAuthBuilder();
    }

    /// An engine in memory, gone when it is closed.
    public static MicroAuth open() {
        return builder().open();
    }

    /// The same nouns in the name of somebody else.
    public Acting as(Actor actor) {
        return self.as(actor);
    }

    /// Applications that sign people in, and programs that ask for tokens.
    public ActingClients clients() {
        return self.clients();
    }

    /// People, and what they hold.
    public ActingUsers users() {
        return self.users();
    }

    /// What people and service accounts are.
    public ActingRoles roles() {
        return self.roles();
    }

    /// What roles permit.
    public ActingPermissions permissions() {
        return self.permissions();
    }

    /// What tokens open.
    public ActingScopes scopes() {
        return self.scopes();
    }

    /// Programs with rights of their own.
    public ActingServiceAccounts serviceAccounts() {
        return self.serviceAccounts();
    }

    /// Sign-ins that last.
    public ActingSessions sessions() {
        return self.sessions();
    }

    /// Access tokens: issue, verify, revoke, list.
    public ActingTokens tokens() {
        return self.tokens();
    }

    /// Signing people in by the authorization code flow.
    public ActingFlows flows() {
        return self.flows();
    }

    /// What happened.
    public ActingAudit audit() {
        return self.audit();
    }

    /// Removes what has expired, rotates keys that are due and purges old audit events, now and on this thread.
    /// It happens by itself each minute, unless [MicroAuthBuilder#autoCleanup(boolean)] said otherwise.
    public void cleanUp() {
        engine.cleanUp();
    }

    /// The keys: data keys, signing keys, the master key; their rotation, export and metrics.
    public ActingKeys keys() {
        return self.keys();
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
