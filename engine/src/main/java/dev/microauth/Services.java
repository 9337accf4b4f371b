package dev.microauth;

import dev.microauth.access.Access;
import dev.microauth.access.Permissions;
import dev.microauth.access.Roles;
import dev.microauth.access.Scopes;
import dev.microauth.account.OwnFactors;
import dev.microauth.acting.Acting;
import dev.microauth.acting.SeenTokens;
import dev.microauth.actor.Actor;
import dev.microauth.audit.AuditChain;
import dev.microauth.audit.AuditLog;
import dev.microauth.audit.AuditRetention;
import dev.microauth.audit.Checkpoints;
import dev.microauth.audit.SignInDays;
import dev.microauth.authorize.Answers;
import dev.microauth.authorize.Authorizations;
import dev.microauth.authorize.RequestCheck;
import dev.microauth.client.ClientAuthenticator;
import dev.microauth.client.Clients;
import dev.microauth.client.HouseTools;
import dev.microauth.code.Codes;
import dev.microauth.consent.Consents;
import dev.microauth.credential.PasswordChanges;
import dev.microauth.credential.PasswordProof;
import dev.microauth.credential.SignIns;
import dev.microauth.db.Database;
import dev.microauth.factor.RecoveryCodes;
import dev.microauth.factor.SealedTotpSecrets;
import dev.microauth.factor.Totp;
import dev.microauth.grant.AdminTokenService;
import dev.microauth.grant.PasswordCheck;
import dev.microauth.grant.TokenService;
import dev.microauth.grant.WordGrant;
import dev.microauth.key.Custody;
import dev.microauth.key.DataKeys;
import dev.microauth.key.KeyRings;
import dev.microauth.key.Ring;
import dev.microauth.link.Links;
import dev.microauth.logout.BackChannelLogouts;
import dev.microauth.passkey.PasskeyRules;
import dev.microauth.passkey.Passkeys;
import dev.microauth.password.PasswordJudge;
import dev.microauth.password.Passwords;
import dev.microauth.policy.SignInPolicy;
import dev.microauth.secret.Randomness;
import dev.microauth.secret.RootKey;
import dev.microauth.secret.SealedState;
import dev.microauth.service.PostgresCredentials;
import dev.microauth.service.SealedPostgresPasswords;
import dev.microauth.service.ServiceAccounts;
import dev.microauth.service.ServiceCredentials;
import dev.microauth.session.SessionLimits;
import dev.microauth.session.Sessions;
import dev.microauth.site.SiteRefusals;
import dev.microauth.site.SiteTickets;
import dev.microauth.site.Sites;
import dev.microauth.throttle.RateLimit;
import dev.microauth.throttle.Throttle;
import dev.microauth.token.AccessTokens;
import dev.microauth.token.IdTokens;
import dev.microauth.token.IssuedTokens;
import dev.microauth.token.Issuers;
import dev.microauth.token.RefreshFamilies;
import dev.microauth.token.RefreshTokens;
import dev.microauth.token.Revocations;
import dev.microauth.token.TokenCap;
import dev.microauth.token.TokenIssuer;
import dev.microauth.token.TokenRetention;
import dev.microauth.token.TokenStatus;
import dev.microauth.token.TokenWrapping;
import dev.microauth.user.Users;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// The services of an engine, put together in the order of their floors.
final class Services {
    final String name;
    final Issuers issuers;
    final Database database;
    final InstantSource clock;
    final Passwords passwords;
    final Checkpoints checkpoints;
    final AuditLog audit;
    final AuditRetention auditRetention;
    final Custody custody;
    final DataKeys dataKeys;
    final KeyRings keys;
    final Users users;
    final ServiceAccounts serviceAccounts;
    final ServiceCredentials serviceCredentials;
    final PostgresCredentials postgresCredentials;
    final Links links;
    final PasswordChanges passwordChanges;
    final Clients clients;
    final ClientAuthenticator clientAuthenticator;
    final Roles roles;
    final Permissions permissions;
    final Scopes scopes;
    final Access access;
    final AccessTokens accessTokens;
    final Sessions sessions;
    final RefreshFamilies refreshFamilies;
    final IssuedTokens issuedTokens;
    final Revocations revocations;
    final SignInDays signInDays;
    final SealedState travelling;
    final Totp totp;
    final RecoveryCodes recoveryCodes;
    final Passkeys passkeys;
    final SignIns signIns;
    final IdTokens idTokens;
    final SignInPolicy signInPolicy;
    final Codes codes;
    final Consents consents;
    final BackChannelLogouts backChannelLogouts;
    final Sites sites;
    final SiteTickets siteTickets;
    final SiteRefusals siteRefusals;
    final OwnFactors ownFactors;
    final Authorizations authorizations;
    final Authorizations adminAuthorizations;
    final TokenStatus tokenStatus;
    final TokenService tokenService;
    final AdminTokenService adminTokenService;
    final PasswordCheck passwordCheck;
    final Acting.Services acting;
    final Housekeeping housekeeping;

    /// Makes what every installation has; before it, nothing is read or written.
    final Runnable begin;

    Services(
            MicroAuthBuilder options,
            RootKey rootKey,
            Database database,
            AuditChain chain,
            Custody custody) {
        this.custody = custody;
        InstantSource clock = options.clock;
        var randomness = new Randomness();
        this.clock = clock;
        this.name = options.appName;
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
        this.dataKeys =
                new DataKeys(
                        database,
                        rootKey.dataKeySafe(randomness),
                        List.of(
                                KeyRings.SEALED,
                                new SealedTotpSecrets(),
                                new SealedPostgresPasswords()),
                        options.keySchedule,
                        clock);
        this.keys = new KeyRings(database, dataKeys, options.signing, options.keySchedule, clock);
        this.passwords =
                new Passwords(
                        options.argon2,
                        options.hashLimits,
                        options.nativeCrypto,
                        randomness::bytes);
        var passwordRules =
                new Users.PasswordRules(
                        new PasswordJudge(options.passwordPolicy),
                        options.appName,
                        URI.create(issuers.auth()).getHost(),
                        options.requireAdminMfa);
        this.users = new Users(database, passwords, passwordRules, randomness, clock);
        this.serviceAccounts = new ServiceAccounts(database, randomness, clock);
        this.serviceCredentials =
                new ServiceCredentials(
                        database, randomness, options.lifetimes.serviceCredential(), clock);
        this.postgresCredentials = new PostgresCredentials(database, dataKeys, clock);
        this.links = new Links(database, users, randomness, clock, issuers.auth());
        var limit = options.rate.map(rate -> RateLimit.of(rate, clock)).orElseGet(RateLimit::none);
        var throttle = new Throttle(database, rootKey.keyed("failures"), limit, clock);
        this.clients = new Clients(database, randomness, options.maxClients, clock);
        this.clientAuthenticator = new ClientAuthenticator(database, throttle, clock);
        this.passwordChanges = new PasswordChanges(database, users, passwords, throttle, clock);
        this.roles = new Roles(database, randomness, clock);
        this.permissions = new Permissions(database, randomness, clock);
        this.scopes = new Scopes(database, randomness, clock);
        this.access = new Access(database, clock);
        this.travelling = new SealedState(rootKey.travellingSeal(randomness));
        this.totp = new Totp(database, dataKeys, randomness, clock, options.appName);
        this.recoveryCodes =
                new RecoveryCodes(database, rootKey.keyed("recovery codes"), randomness);
        this.passkeys =
                new Passkeys(
                        database,
                        options.passkeyRules.orElseGet(() ->
                                PasskeyRules.of(
                                        issuers.auth(), issuers.admin(), Optional.empty(), false)),
                        options.appName,
                        travelling,
                        randomness,
                        clock);
        this.signIns =
                new SignIns(
                        database,
                        new SignIns.Proofs(users, passwords, totp, recoveryCodes, passkeys),
                        throttle,
                        new SignIns.Browsers(travelling, rootKey.keyed("device marks"), randomness),
                        clock);
        var proof = new PasswordProof(signIns);
        var actor = Actor.system(options.appName);
        var wrapping =
                options.tokenEncryption
                        ? TokenWrapping.encrypted(
                                ring -> rootKey.keyed("access tokens " + ring.label()), clock)
                        : TokenWrapping.none();
        this.accessTokens =
                new AccessTokens(
                        database,
                        keys,
                        issuers,
                        new AccessTokens.Rules(
                                wrapping,
                                options.maxTokensPerUser.map(most -> new TokenCap(most, actor))),
                        clock);
        var refreshTokens =
                new RefreshTokens(
                        database,
                        rootKey.keyed("refresh successors"),
                        options.lifetimes,
                        randomness);
        this.sessions =
                new Sessions(
                        database,
                        randomness,
                        new SessionLimits(
                                options.lifetimes.session(),
                                options.lifetimes.sessionIdle(),
                                options.lifetimes.adminSession(),
                                options.lifetimes.rowsKept()),
                        clock);
        this.idTokens = new IdTokens(keys, issuers, clock);
        this.signInPolicy = new SignInPolicy(access);
        this.consents = new Consents(database, clients, clock);
        this.codes =
                new Codes(database, refreshTokens, randomness, options.lifetimes.rowsKept(), clock);
        this.sites = new Sites(clients, users, access, signInPolicy, clock);
        this.siteTickets = new SiteTickets(database, sessions, randomness, clock);
        this.siteRefusals = new SiteRefusals(database, clock);
        this.backChannelLogouts =
                new BackChannelLogouts(database, keys, issuers.auth(), randomness, clock);
        this.ownFactors =
                new OwnFactors(
                        database,
                        new OwnFactors.Ways(users, passwordChanges, totp, recoveryCodes, passkeys),
                        throttle,
                        sessions,
                        clock);
        var answers = new Answers(database, codes, consents, backChannelLogouts, issuers, clock);
        var rules = new Authorizations.Rules(users, access, signInPolicy, consents);
        this.authorizations =
                new Authorizations(
                        Ring.AUTH,
                        new RequestCheck(clients::find, idTokens, issuers.auth()),
                        rules,
                        answers,
                        clock);
        this.adminAuthorizations =
                new Authorizations(
                        Ring.ADMIN,
                        new RequestCheck(HouseTools::find, idTokens, issuers.admin()),
                        rules,
                        answers,
                        clock);
        this.refreshFamilies = new RefreshFamilies(database, refreshTokens, clock);
        this.issuedTokens = new IssuedTokens(database, refreshTokens, clock);
        this.revocations = new Revocations(database, keys, issuers.auth(), clock);
        this.signInDays = new SignInDays(database, clock);
        this.tokenStatus = new TokenStatus(database, accessTokens, refreshTokens, users, clock);
        var tokens =
                new TokenService.Tokens(
                        new TokenIssuer(keys, issuers, options.lifetimes, wrapping, randomness),
                        accessTokens,
                        refreshTokens,
                        idTokens,
                        codes,
                        sessions,
                        backChannelLogouts);
        var people = new TokenService.People(users, access, proof, signInPolicy);
        this.tokenService = new TokenService(database, tokens, people, clock);
        this.passwordCheck = new PasswordCheck(proof);
        this.acting =
                acting(
                        new Acting.Tokens(
                                new SeenTokens(database, accessTokens, keys, clock),
                                new WordGrant(
                                        database,
                                        tokens,
                                        people,
                                        new WordGrant.Programs(clientAuthenticator, consents),
                                        clock),
                                issuedTokens,
                                tokenStatus,
                                tokenService,
                                codes,
                                randomness,
                                issuers.auth()));
        this.adminTokenService =
                new AdminTokenService(
                        database,
                        tokens,
                        people,
                        new AdminTokenService.Entry(
                                clientAuthenticator,
                                options.requireAdminMfa,
                                issuers.auth() + "/account"),
                        clock);
        this.begin =
                () -> {
                    access.plantSeeds();
                    dataKeys.load(actor);
                    if (options.keysOnDemand) {
                        keys.loadOnDemand(actor);
                    } else {
                        keys.load(actor);
                    }
                };
        var retention = new TokenRetention(database, options.lifetimes, clock);
        this.housekeeping =
                new Housekeeping(() ->
                        List.of(
                                retention::purge,
                                revocations::purge,
                                codes::purge,
                                sessions::purge,
                                backChannelLogouts::purge,
                                links::purge,
                                siteTickets::purge,
                                throttle::purge,
                                passkeys::purge,
                                () -> dataKeys.maintain(actor),
                                () -> keys.maintain(actor),
                                () -> auditRetention.purge(actor),
                                checkpoints::whenDue));
    }

    private Acting.Services acting(Acting.Tokens tokens) {
        return new Acting.Services(
                new Acting.People(users, links, access, sessions),
                new Acting.Programs(
                        clients,
                        clientAuthenticator,
                        serviceAccounts,
                        serviceCredentials,
                        postgresCredentials),
                new Acting.Rights(roles, permissions, scopes),
                tokens,
                new Acting.Keys(keys, dataKeys, custody, clock),
                audit);
    }
}
