package dev.microauth;

import dev.microauth.access.Access;
import dev.microauth.access.Permissions;
import dev.microauth.access.Roles;
import dev.microauth.access.Scopes;
import dev.microauth.actor.Actor;
import dev.microauth.audit.Action;
import dev.microauth.audit.AuditChain;
import dev.microauth.audit.AuditEvent;
import dev.microauth.audit.AuditLog;
import dev.microauth.audit.AuditRetention;
import dev.microauth.audit.Checkpoints;
import dev.microauth.audit.SignInDays;
import dev.microauth.client.ClientAuthenticator;
import dev.microauth.client.Clients;
import dev.microauth.credential.PasswordChanges;
import dev.microauth.credential.PasswordProof;
import dev.microauth.credential.SignIns;
import dev.microauth.db.Counters;
import dev.microauth.db.Database;
import dev.microauth.db.StorageException;
import dev.microauth.directory.DirectoryRefusal;
import dev.microauth.grant.AdminTokenService;
import dev.microauth.grant.PasswordCheck;
import dev.microauth.grant.TokenService;
import dev.microauth.key.KeyRings;
import dev.microauth.link.Links;
import dev.microauth.password.PasswordJudge;
import dev.microauth.password.Passwords;
import dev.microauth.secret.Randomness;
import dev.microauth.secret.RootKey;
import dev.microauth.service.PostgresCredentials;
import dev.microauth.service.ServiceAccounts;
import dev.microauth.service.ServiceCredentials;
import dev.microauth.session.Sessions;
import dev.microauth.throttle.Throttle;
import dev.microauth.token.AccessTokens;
import dev.microauth.token.IssuedTokens;
import dev.microauth.token.Issuers;
import dev.microauth.token.RefreshFamilies;
import dev.microauth.token.RefreshTokens;
import dev.microauth.token.TokenIssuer;
import dev.microauth.token.TokenRetention;
import dev.microauth.token.TokenStatus;
import dev.microauth.user.Users;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
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
    private final Checkpoints checkpoints;
    private final AuditLog audit;
    private final AuditRetention auditRetention;
    private final KeyRings keys;
    private final Users users;
    private final ServiceAccounts serviceAccounts;
    private final ServiceCredentials serviceCredentials;
    private final PostgresCredentials postgresCredentials;
    private final Links links;
    private final PasswordChanges passwordChanges;
    private final Clients clients;
    private final ClientAuthenticator clientAuthenticator;
    private final Roles roles;
    private final Permissions permissions;
    private final Scopes scopes;
    private final Access access;
    private final AccessTokens accessTokens;
    private final Sessions sessions;
    private final RefreshFamilies refreshFamilies;
    private final IssuedTokens issuedTokens;
    private final SignInDays signInDays;
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
        this.checkpoints =
                new Checkpoints(
                        database,
                        chain,
                        options.directory.map(path -> path.resolve(Opening.CHECKPOINT)),
                        options.auditCheckpoints,
                        clock);
        this.audit = new AuditLog(database, chain, checkpoints, clock);
        this.auditRetention = new AuditRetention(database, chain, options.auditRetention, clock);
        var seal = rootKey.seal(randomness);
        this.keys = new KeyRings(database, seal, clock);
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
        this.serviceAccounts = new ServiceAccounts(database, randomness, clock);
        this.serviceCredentials =
                new ServiceCredentials(
                        database, randomness, options.lifetimes.serviceCredential(), clock);
        this.postgresCredentials = new PostgresCredentials(database, seal, clock);
        this.links = new Links(database, users, randomness, clock, issuers.auth());
        var throttle = new Throttle(database, rootKey.keyed("failures"), clock);
        this.clients = new Clients(database, randomness, clock);
        this.clientAuthenticator = new ClientAuthenticator(database, throttle, clock);
        this.passwordChanges = new PasswordChanges(database, users, passwords, throttle, clock);
        this.roles = new Roles(database, randomness, clock);
        this.permissions = new Permissions(database, randomness, clock);
        this.scopes = new Scopes(database, randomness, clock);
        this.access = new Access(database, clock);
        var proof = new PasswordProof(new SignIns(database, users, passwords, throttle, clock));
        this.accessTokens = new AccessTokens(database, keys, issuers, clock);
        var refreshTokens =
                new RefreshTokens(
                        database,
                        rootKey.keyed("refresh successors"),
                        options.lifetimes,
                        randomness);
        this.sessions = new Sessions(database, randomness, options.lifetimes.rowsKept(), clock);
        this.refreshFamilies = new RefreshFamilies(database, refreshTokens, clock);
        this.issuedTokens = new IssuedTokens(database, clock);
        this.signInDays = new SignInDays(database, clock);
        this.tokenStatus = new TokenStatus(database, accessTokens, refreshTokens, users, clock);
        var tokens =
                new TokenService.Tokens(
                        new TokenIssuer(keys, issuers, options.lifetimes, randomness),
                        accessTokens,
                        refreshTokens,
                        sessions);
        var people = new TokenService.People(users, access, proof);
        this.tokenService = new TokenService(database, tokens, people, clock);
        this.passwordCheck = new PasswordCheck(proof);
        this.adminTokenService =
                new AdminTokenService(database, tokens, people, clientAuthenticator, clock);

        var actor = Actor.system(options.appName);
        access.plantSeeds();
        keys.load(actor);
        var retention = new TokenRetention(database, options.lifetimes, clock);
        this.housekeeping =
                new Housekeeping(
                        List.of(
                                retention::purge,
                                sessions::purge,
                                links::purge,
                                throttle::purge,
                                () -> keys.maintain(actor),
                                () -> auditRetention.purge(actor),
                                checkpoints::whenDue));
    }

    /// A disk that is full, or a database out of service, is no reason not to close.
    private void checkpoint() {
        try {
            checkpoints.write();
        } catch (StorageException | DirectoryRefusal e) {
            System.getLogger(MicroAuth.class.getName())
                    .log(
                            System.Logger.Level.WARNING,
                            "no audit checkpoint at the end: " + e.getMessage());
        }
    }

    public static MicroAuthBuilder builder() {
        return new MicroAuthBuilder();
    }

    public Issuers issuers() {
        return issuers;
    }

    /// What this engine takes for now.
    public InstantSource clock() {
        return clock;
    }

    public Users users() {
        return users;
    }

    public ServiceAccounts serviceAccounts() {
        return serviceAccounts;
    }

    public ServiceCredentials serviceCredentials() {
        return serviceCredentials;
    }

    public PostgresCredentials postgresCredentials() {
        return postgresCredentials;
    }

    /// One-time links: invitation, reset, and the way to the first administrator.
    public Links links() {
        return links;
    }

    public PasswordChanges passwordChanges() {
        return passwordChanges;
    }

    public Clients clients() {
        return clients;
    }

    public Roles roles() {
        return roles;
    }

    public Permissions permissions() {
        return permissions;
    }

    public Scopes scopes() {
        return scopes;
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

    public AuditRetention auditRetention() {
        return auditRetention;
    }

    public Sessions sessions() {
        return sessions;
    }

    public RefreshFamilies refreshFamilies() {
        return refreshFamilies;
    }

    public IssuedTokens issuedTokens() {
        return issuedTokens;
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

    /// Counted where tables keep count of themselves, looked up where they do not.
    public Statistics statistics() {
        Map<String, Long> rows = database.read(Counters::read);
        return new Statistics(
                rows.getOrDefault("users", 0L),
                rows.getOrDefault("service_accounts", 0L),
                rows.getOrDefault("clients", 0L),
                rows.getOrDefault("roles", 0L),
                rows.getOrDefault("permissions", 0L),
                rows.getOrDefault("scopes", 0L),
                sessions.count(),
                refreshFamilies.count(),
                audit.count(),
                signInDays.latest());
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
        checkpoint();
        database.close();
        try {
            resources.close();
        } catch (Exception e) {
            throw new IllegalStateException("the data directory was not released", e);
        }
    }
}
