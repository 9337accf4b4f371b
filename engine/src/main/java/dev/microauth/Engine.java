package dev.microauth;

import dev.microauth.access.Access;
import dev.microauth.access.Permissions;
import dev.microauth.access.Roles;
import dev.microauth.access.Scopes;
import dev.microauth.account.OwnFactors;
import dev.microauth.acting.Acting;
import dev.microauth.actor.Actor;
import dev.microauth.audit.Action;
import dev.microauth.audit.AuditChain;
import dev.microauth.audit.AuditEvent;
import dev.microauth.audit.AuditLog;
import dev.microauth.audit.AuditRetention;
import dev.microauth.authorize.Authorizations;
import dev.microauth.client.ClientAuthenticator;
import dev.microauth.client.Clients;
import dev.microauth.consent.Consents;
import dev.microauth.credential.PasswordChanges;
import dev.microauth.credential.SignIns;
import dev.microauth.db.Counters;
import dev.microauth.db.Database;
import dev.microauth.factor.RecoveryCodes;
import dev.microauth.factor.Totp;
import dev.microauth.grant.AdminTokenService;
import dev.microauth.grant.PasswordCheck;
import dev.microauth.grant.TokenService;
import dev.microauth.key.Custody;
import dev.microauth.key.DataKeys;
import dev.microauth.key.KeyRings;
import dev.microauth.key.Ring;
import dev.microauth.link.Links;
import dev.microauth.logout.BackChannelLogouts;
import dev.microauth.passkey.Passkeys;
import dev.microauth.policy.SignInPolicy;
import dev.microauth.secret.DerivedKeys;
import dev.microauth.secret.RootKey;
import dev.microauth.secret.SealedState;
import dev.microauth.service.PostgresCredentials;
import dev.microauth.service.ServiceAccounts;
import dev.microauth.service.ServiceCredentials;
import dev.microauth.session.Sessions;
import dev.microauth.site.SiteRefusals;
import dev.microauth.site.SiteTickets;
import dev.microauth.site.Sites;
import dev.microauth.token.AccessTokens;
import dev.microauth.token.IdTokens;
import dev.microauth.token.IssuedTokens;
import dev.microauth.token.Issuers;
import dev.microauth.token.RefreshFamilies;
import dev.microauth.token.Revocations;
import dev.microauth.token.TokenStatus;
import dev.microauth.user.Users;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The services of an open engine, for those who put doors before it. Whoever changes something says who acts.
///
/// ```java runnable
/// Engine engine = auth.engine();
/// engine.users().create(Actor.system("import")).username("erin").save();
/// System.out.println(engine.name() + " has " + engine.statistics().users() + " users");
/// ```
///
/// An application uses [MicroAuth], which says that for it; safe for use by any number of threads.
public final class Engine implements AutoCloseable {
    private final Services services;
    private final AutoCloseable resources;
    private final DerivedKeys derivedKeys;
    private volatile Optional<Recovery> recovery = Optional.empty();
    private boolean closed;

    /// `resources` is closed after the database.
    Engine(
            MicroAuthBuilder options,
            RootKey rootKey,
            Database database,
            AuditChain chain,
            Custody custody,
            AutoCloseable resources) {
        this.services = new Services(options, rootKey, database, chain, custody);
        this.resources = resources;
        this.derivedKeys = rootKey.derived();
    }

    /// Makes what every installation has; the first that changes the database.
    void begin() {
        services.begin.run();
    }

    void recovered(Recovery from) {
        recovery = Optional.of(from);
    }

    /// What was lost when this was opened, if anything was.
    public Optional<Recovery> recovery() {
        return recovery;
    }

    /// Writes a snapshot now, if one is due to be written at intervals and something has changed. Throws
    /// [StorageException.Unavailable] when that cannot be.
    public void flush() {
        services.database.flush();
    }

    /// What this service is called by those who run it.
    public String name() {
        return services.name;
    }

    public Issuers issuers() {
        return services.issuers;
    }

    /// What this engine takes for now.
    public InstantSource clock() {
        return services.clock;
    }

    public Users users() {
        return services.users;
    }

    public ServiceAccounts serviceAccounts() {
        return services.serviceAccounts;
    }

    public ServiceCredentials serviceCredentials() {
        return services.serviceCredentials;
    }

    public PostgresCredentials postgresCredentials() {
        return services.postgresCredentials;
    }

    /// One-time links: invitation, reset, and the way to the first administrator.
    public Links links() {
        return services.links;
    }

    public PasswordChanges passwordChanges() {
        return services.passwordChanges;
    }

    public Clients clients() {
        return services.clients;
    }

    public Roles roles() {
        return services.roles;
    }

    public Permissions permissions() {
        return services.permissions;
    }

    public Scopes scopes() {
        return services.scopes;
    }

    public Access access() {
        return services.access;
    }

    public KeyRings keys() {
        return services.keys;
    }

    public AuditLog audit() {
        return services.audit;
    }

    public AuditRetention auditRetention() {
        return services.auditRetention;
    }

    public Sessions sessions() {
        return services.sessions;
    }

    public RefreshFamilies refreshFamilies() {
        return services.refreshFamilies;
    }

    public IssuedTokens issuedTokens() {
        return services.issuedTokens;
    }

    /// What verifiers elsewhere are told. Whoever serves it closes it before the server, so that nobody waits any more.
    public Revocations revocations() {
        return services.revocations;
    }

    public ClientAuthenticator clientAuthenticator() {
        return services.clientAuthenticator;
    }

    /// State that travels with a browser.
    public SealedState travelling() {
        return services.travelling;
    }

    public SignIns signIns() {
        return services.signIns;
    }

    public Totp totp() {
        return services.totp;
    }

    public RecoveryCodes recoveryCodes() {
        return services.recoveryCodes;
    }

    public Passkeys passkeys() {
        return services.passkeys;
    }

    /// What people change of their own way in.
    public OwnFactors ownFactors() {
        return services.ownFactors;
    }

    public Consents consents() {
        return services.consents;
    }

    public SignInPolicy signInPolicy() {
        return services.signInPolicy;
    }

    /// The authorization endpoint of a ring.
    public Authorizations authorizations(Ring ring) {
        return switch (ring) {
            case AUTH -> services.authorizations;
            case ADMIN -> services.adminAuthorizations;
        };
    }

    public IdTokens idTokens() {
        return services.idTokens;
    }

    public BackChannelLogouts backChannelLogouts() {
        return services.backChannelLogouts;
    }

    /// The sites behind proxies that ask this server.
    public Sites sites() {
        return services.sites;
    }

    /// How a session reaches such a site.
    public SiteTickets siteTickets() {
        return services.siteTickets;
    }

    /// Those who were turned away from one, for the audit.
    public SiteRefusals siteRefusals() {
        return services.siteRefusals;
    }

    public AccessTokens accessTokens() {
        return services.accessTokens;
    }

    public TokenStatus tokenStatus() {
        return services.tokenStatus;
    }

    /// The library's nouns for one actor.
    public Acting acting(Actor actor) {
        return new Acting(services.acting, actor);
    }

    public TokenService tokenService() {
        return services.tokenService;
    }

    public AdminTokenService adminTokenService() {
        return services.adminTokenService;
    }

    public PasswordCheck passwordCheck() {
        return services.passwordCheck;
    }

    /// Removes what has expired and rotates what is due, now and every minute from now on.
    public void startHousekeeping() {
        services.housekeeping.start();
    }

    /// The keys of sealed values.
    public DataKeys dataKeys() {
        return services.dataKeys;
    }

    /// The same once, now, and on this thread. Throws what a chore threw, after all others were done.
    public void cleanUp() {
        services.housekeeping.runNow();
    }

    /// Replaces the master key; what it protects stays readable, and nothing else is written anew.
    public void rotateMasterKey(Actor actor) {
        services.custody.rotate(() -> note(actor, Action.MASTER_KEY_ROTATE, ""));
    }

    /// Notes in the audit that something began or ended which is no change of its own.
    public void note(Actor actor, Action action, String what) {
        services.audit.append(AuditEvent.of(services.clock.instant(), actor, action).saying(what));
    }

    /// Notes that somebody asked for something that they have no right to, and why.
    public void noteRefusal(Actor actor, String why) {
        services.audit.append(
                AuditEvent.of(services.clock.instant(), actor, Action.ADMIN_REFUSE).refused(why));
    }

    /// Counted where tables keep count of themselves, looked up where they do not.
    public Statistics statistics() {
        Map<String, Long> rows = services.database.read(Counters::read);
        return new Statistics(
                rows.getOrDefault("users", 0L),
                rows.getOrDefault("service_accounts", 0L),
                rows.getOrDefault("clients", 0L),
                rows.getOrDefault("roles", 0L),
                rows.getOrDefault("permissions", 0L),
                rows.getOrDefault("scopes", 0L),
                services.sessions.count(),
                services.refreshFamilies.count(),
                services.audit.count(),
                services.signInDays.latest());
    }

    /// Looks at every page of the database, which takes long for a large one; when a page is damaged, says
    /// so and serves nothing more.
    public Optional<String> checkIntegrity() {
        return services.database.checkIntegrity();
    }

    /// Why this engine cannot serve, if it cannot: it tries a write that reaches the disk.
    public Optional<String> unready() {
        return services.database.unready();
    }

    /// How many password hashes were computed since the start: the costliest thing that strangers can ask for.
    public long passwordHashes() {
        return services.passwords.computed();
    }

    /// What it runs on, for the start of a log.
    public String describe() {
        return services.database.describe()
                + ", Argon2id by "
                + services.passwords.implementation();
    }

    /// Finishes what is running, brings it to the disk, lets go of the keys and of the directory. The second time it does
    /// nothing; whoever calls anything else afterwards gets [dev.microauth.problem.AuthException.Closed].
    ///
    /// Throws [StorageException.Unavailable] when the last snapshot could not be written; everything is released
    /// nevertheless.
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        Closing.all(
                List.of(
                        services.custody::end,
                        services.housekeeping::close,
                        services.passwords::close,
                        services.checkpoints::writeLast,
                        services.database::close,
                        services.keys::forget,
                        derivedKeys::close,
                        this::release));
    }

    private void release() {
        try {
            resources.close();
        } catch (Exception e) {
            throw new IllegalStateException("the data directory was not released", e);
        }
    }
}
