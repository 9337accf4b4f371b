package dev.microauth;

import dev.microauth.access.Access;
import dev.microauth.actor.Actor;
import dev.microauth.audit.Action;
import dev.microauth.audit.AuditChain;
import dev.microauth.audit.AuditEvent;
import dev.microauth.audit.AuditLog;
import dev.microauth.client.ClientAuthenticator;
import dev.microauth.client.Clients;
import dev.microauth.credential.PasswordProof;
import dev.microauth.credential.SignIns;
import dev.microauth.db.Database;
import dev.microauth.grant.AdminTokenService;
import dev.microauth.grant.PasswordCheck;
import dev.microauth.grant.TokenService;
import dev.microauth.key.KeyRings;
import dev.microauth.password.PasswordJudge;
import dev.microauth.password.Passwords;
import dev.microauth.secret.Randomness;
import dev.microauth.secret.RootKey;
import dev.microauth.throttle.Throttle;
import dev.microauth.token.AccessTokens;
import dev.microauth.token.Issuers;
import dev.microauth.token.RefreshTokens;
import dev.microauth.token.TokenIssuer;
import dev.microauth.token.TokenRetention;
import dev.microauth.token.TokenStatus;
import dev.microauth.user.Users;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// An identity engine, open. Everything it does is a verb on one of its services; whoever changes
/// something says who acts.
///
/// ```java
/// try (var auth = MicroAuth.builder().persistTo(Path.of("data")).open()) {
///     var actor = Actor.system("my app");
///     auth.users().create(actor).username("alice").password(password).save();
/// }
/// ```
///
/// Safe for use by any number of threads. Close it to flush, checkpoint and release the directory.
public final class MicroAuth implements AutoCloseable {
    private final Issuers issuers;
    private final Database database;
    private final AutoCloseable resources;
    private final Runnable masterRotation;
    private final InstantSource clock;
    private final Passwords passwords;
    private final AuditLog audit;
    private final KeyRings keys;
    private final Users users;
    private final Clients clients;
    private final ClientAuthenticator clientAuthenticator;
    private final Access access;
    private final AccessTokens accessTokens;
    private final TokenStatus tokenStatus;
    private final TokenService tokenService;
    private final AdminTokenService adminTokenService;
    private final PasswordCheck passwordCheck;
    private final Housekeeping housekeeping;

    /// Wires the services in the order of their floors. `resources` is closed after the database.
    MicroAuth(
            MicroAuthBuilder options,
            RootKey rootKey,
            Database database,
            AuditChain chain,
            Runnable masterRotation,
            AutoCloseable resources) {
        InstantSource clock = options.clock;
        var randomness = new Randomness();
        this.resources = resources;
        this.masterRotation = masterRotation;
        this.clock = clock;
        this.issuers = options.issuers;
        this.database = database;
        this.audit = new AuditLog(database, chain);
        this.keys = new KeyRings(database, rootKey.seal(randomness), clock);
        this.passwords =
                new Passwords(
                        options.argon2,
                        options.hashLimits,
                        options.nativeCrypto,
                        randomness::bytes);
        var rules =
                new Users.PasswordRules(
                        new PasswordJudge(options.passwordPolicy),
                        options.appName,
                        URI.create(issuers.auth()).getHost());
        this.users = new Users(database, passwords, rules, randomness, clock);
        var throttle = new Throttle(database, rootKey.keyed("failures"), clock);
        this.clients = new Clients(database, randomness, clock);
        this.clientAuthenticator = new ClientAuthenticator(database, throttle, clock);
        this.access = new Access(database, randomness, clock);
        var proof = new PasswordProof(new SignIns(database, users, passwords, throttle, clock));
        this.accessTokens = new AccessTokens(database, keys, issuers, clock);
        var refreshTokens =
                new RefreshTokens(
                        database,
                        rootKey.keyed("refresh successors"),
                        options.lifetimes,
                        randomness);
        this.tokenStatus = new TokenStatus(database, accessTokens, refreshTokens, users, clock);
        var tokens =
                new TokenService.Tokens(
                        new TokenIssuer(keys, issuers, options.lifetimes, randomness),
                        accessTokens,
                        refreshTokens);
        var people = new TokenService.People(users, access, proof);
        this.tokenService = new TokenService(database, tokens, people, clock);
        this.passwordCheck = new PasswordCheck(proof);
        this.adminTokenService = new AdminTokenService(database, tokens, people, clock);

        var actor = Actor.system(options.appName);
        access.plantSeeds();
        keys.load(actor);
        var retention = new TokenRetention(database, options.lifetimes, clock);
        this.housekeeping =
                new Housekeeping(
                        List.of(retention::purge, throttle::purge, () -> keys.maintain(actor)));
    }

    public static MicroAuthBuilder builder() {
        return new MicroAuthBuilder();
    }

    public Issuers issuers() {
        return issuers;
    }

    public Users users() {
        return users;
    }

    public Clients clients() {
        return clients;
    }

    public Access access() {
        return access;
    }

    public KeyRings keys() {
        return keys;
    }

    public AuditLog audit() {
        return audit;
    }

    public ClientAuthenticator clientAuthenticator() {
        return clientAuthenticator;
    }

    public AccessTokens accessTokens() {
        return accessTokens;
    }

    public TokenStatus tokenStatus() {
        return tokenStatus;
    }

    public TokenService tokenService() {
        return tokenService;
    }

    public AdminTokenService adminTokenService() {
        return adminTokenService;
    }

    public PasswordCheck passwordCheck() {
        return passwordCheck;
    }

    /// Removes what has expired and rotates what is due, now and every minute from now on.
    public void startHousekeeping() {
        housekeeping.start();
    }

    /// Replaces the master key; what it protects stays readable, and nothing else is written anew.
    public void rotateMasterKey(Actor actor) {
        masterRotation.run();
        audit.append(AuditEvent.of(clock.instant(), actor, Action.MASTER_KEY_ROTATE));
    }

    /// Notes in the audit that something began or ended which is no change of its own.
    public void note(Actor actor, Action action, String what) {
        audit.append(AuditEvent.of(clock.instant(), actor, action).saying(what));
    }

    /// Notes that somebody asked for something that they have no right to, and why.
    public void noteRefusal(Actor actor, String why) {
        audit.append(AuditEvent.of(clock.instant(), actor, Action.ADMIN_REFUSE).refused(why));
    }

    /// Looks at every page of the database, which takes long for a large one; when a page is damaged, says
    /// so and serves nothing more.
    public Optional<String> checkIntegrity() {
        return database.checkIntegrity();
    }

    /// Why this engine cannot serve, if it cannot: it tries a write that reaches the disk.
    public Optional<String> unready() {
        return database.unready();
    }

    /// How many password hashes were computed since the start: the costliest thing that strangers can ask for.
    public long passwordHashes() {
        return passwords.computed();
    }

    /// What it runs on, for the start of a log.
    public String describe() {
        return database.describe() + ", Argon2id by " + passwords.implementation();
    }

    @Override
    public void close() {
        housekeeping.close();
        passwords.close();
        database.close();
        try {
            resources.close();
        } catch (Exception e) {
            throw new IllegalStateException("the data directory was not released", e);
        }
    }
}
