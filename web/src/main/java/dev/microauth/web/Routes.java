package dev.microauth.web;

import static dev.microauth.web.http.Route.delete;
import static dev.microauth.web.http.Route.get;
import static dev.microauth.web.http.Route.post;

import dev.microauth.Engine;
import dev.microauth.client.AuthenticatedCaller;
import dev.microauth.key.Ring;
import dev.microauth.problem.AuthException.NotAllowed;
import dev.microauth.token.LiveToken;
import dev.microauth.token.WaitingRoom;
import dev.microauth.web.account.AccountPages;
import dev.microauth.web.admin.AdminApi;
import dev.microauth.web.admin.AdminTokenEndpoint;
import dev.microauth.web.admin.AuditEventsResource;
import dev.microauth.web.admin.CheckAccessResource;
import dev.microauth.web.admin.ClientLogosResource;
import dev.microauth.web.admin.ClientRedirectsResource;
import dev.microauth.web.admin.ClientScopesResource;
import dev.microauth.web.admin.ClientSecretsResource;
import dev.microauth.web.admin.ClientsResource;
import dev.microauth.web.admin.ConsentsResource;
import dev.microauth.web.admin.KeysResource;
import dev.microauth.web.admin.MeResource;
import dev.microauth.web.admin.OwnFactorsResource;
import dev.microauth.web.admin.OwnPasskeysResource;
import dev.microauth.web.admin.PermissionsResource;
import dev.microauth.web.admin.PostgresCredentialsResource;
import dev.microauth.web.admin.RefreshTokensResource;
import dev.microauth.web.admin.Resource;
import dev.microauth.web.admin.RightsResource;
import dev.microauth.web.admin.RolePermissionsResource;
import dev.microauth.web.admin.RolesResource;
import dev.microauth.web.admin.ScopesResource;
import dev.microauth.web.admin.ServerResource;
import dev.microauth.web.admin.ServiceAccountsResource;
import dev.microauth.web.admin.SessionsResource;
import dev.microauth.web.admin.TokensResource;
import dev.microauth.web.admin.UserPasskeysResource;
import dev.microauth.web.admin.UsersResource;
import dev.microauth.web.browser.Browser;
import dev.microauth.web.browser.SameOrigin;
import dev.microauth.web.files.PublicFiles;
import dev.microauth.web.http.Anyone;
import dev.microauth.web.http.CrossOrigin;
import dev.microauth.web.http.Fence;
import dev.microauth.web.http.Guard;
import dev.microauth.web.http.Handler;
import dev.microauth.web.http.Method;
import dev.microauth.web.http.PathPattern;
import dev.microauth.web.http.Route;
import dev.microauth.web.http.Router;
import dev.microauth.web.http.Unrouted;
import dev.microauth.web.oauth.BearerGuard;
import dev.microauth.web.oauth.Bearers;
import dev.microauth.web.oauth.ClientGuard;
import dev.microauth.web.oauth.KeySetEndpoint;
import dev.microauth.web.oauth.Metadata;
import dev.microauth.web.oauth.Refusals;
import dev.microauth.web.oauth.ScopeGuard;
import dev.microauth.web.oauth.SelfGuard;
import dev.microauth.web.oauth.SelfGuard.Self;
import dev.microauth.web.oidc.BearerEndpoints;
import dev.microauth.web.oidc.ClientLogoEndpoint;
import dev.microauth.web.oidc.DelegationEndpoints;
import dev.microauth.web.oidc.EndSessionPage;
import dev.microauth.web.oidc.LogoutEndpoints;
import dev.microauth.web.oidc.PasswordCheckEndpoint;
import dev.microauth.web.oidc.RevocationsEndpoint;
import dev.microauth.web.oidc.SelfEndpoints;
import dev.microauth.web.oidc.SelfFactorEndpoints;
import dev.microauth.web.oidc.SelfPasskeyEndpoints;
import dev.microauth.web.oidc.ServiceAccountEndpoints;
import dev.microauth.web.oidc.TokenEndpoint;
import dev.microauth.web.oidc.TokenStatusEndpoints;
import dev.microauth.web.pages.AssetEndpoint;
import dev.microauth.web.pages.Pages;
import dev.microauth.web.signin.Door;
import dev.microauth.web.signin.Goal;
import dev.microauth.web.signin.SetupPage;
import dev.microauth.web.signin.WayIn;
import dev.microauth.web.sites.Errand;
import dev.microauth.web.sites.SiteSignInPage;
import dev.microauth.web.sites.VerifyAnswers;
import dev.microauth.web.sites.VerifyEndpoint;
import dev.microauth.web.status.Running;
import dev.microauth.web.status.StatusEndpoints;
import dev.microauth.web.wire.OwnPasskeys;
import dev.microauth.web.wire.Problems;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Every route of both ports, each with what stands before it.
public final class Routes {
    private final Engine auth;
    private final Running running;
    private final StatusEndpoints status;

    /// What an application without a server of its own asks for from its page.
    private static final Set<String> FOR_SCRIPTS =
            Set.of(
                    Metadata.OIDC,
                    Metadata.OAUTH,
                    "/jwks.json",
                    "/.well-known/jwks.json",
                    "/token",
                    "/oidc/token",
                    "/userinfo",
                    "/revoke");

    private final Optional<Path> publicFiles;
    private final WaitingRoom room;
    private final Guard<Anyone> open = Guard.open();

    /// @param publicFiles whose files the auth port shows where no route is
    /// @param room for those who wait for news of revocations
    public Routes(Engine auth, Running running, Optional<Path> publicFiles, WaitingRoom room) {
        this.auth = auth;
        this.room = room;
        this.publicFiles = publicFiles;
        this.running = running;
        this.status = new StatusEndpoints(running.version(), auth::unready);
    }

    /// The auth port: what applications and their users reach.
    public Router auth() {
        Guard<AuthenticatedCaller> client = ClientGuard.any(auth.clientAuthenticator());
        Guard<AuthenticatedCaller> confidential =
                ClientGuard.confidential(auth.clientAuthenticator());
        Guard<LiveToken> bearer = new BearerGuard(auth.accessTokens(), Ring.AUTH);
        var token = new TokenEndpoint(auth.tokenService());
        var tokenStatus = new TokenStatusEndpoints(auth.tokenStatus());
        var own = new BearerEndpoints(auth.tokenStatus(), auth.access());
        var account =
                new SelfEndpoints.Account(auth.users(), auth.access(), auth.passwordChanges());
        var self = new SelfEndpoints(account, auth.sessions(), auth.refreshFamilies());
        Guard<Self> changing = SelfGuard.recent(auth.accessTokens(), auth.clients(), auth.clock());
        var logout = new LogoutEndpoints(auth.sessions(), auth.issuedTokens(), auth.clients());
        Guard<Self> looking = SelfGuard.reading(auth.accessTokens(), auth.clients());

        var metadata = Metadata.auth(auth.issuers(), auth.keys().defaults(), Pages.languages());
        var routes = common(Ring.AUTH, metadata);
        routes.add(get("/version", open, status::version));
        routes.add(post("/token", client, rendered(token::post)));
        routes.add(post("/oidc/token", client, rendered(token::post)));
        routes.add(post("/introspect", confidential, rendered(tokenStatus::introspect)));
        routes.add(post("/revoke", client, rendered(tokenStatus::revoke)));
        var revocations = new RevocationsEndpoint(auth.revocations(), room);
        routes.add(get(RevocationsEndpoint.PATH, confidential, rendered(revocations::get)));
        routes.add(get("/userinfo", bearer, rendered(own::userinfo)));
        routes.add(post("/userinfo", bearer, rendered(own::userinfo)));
        routes.add(get("/whoami", bearer, rendered(own::whoami)));
        routes.add(
                post(
                        "/users/verify-password",
                        confidential,
                        Problems.rendered(new PasswordCheckEndpoint(auth.passwordCheck())::post)));
        routes.add(get("/me", looking, Problems.rendered(self::get)));
        routes.add(get("/me/sessions", looking, Problems.rendered(self::sessions)));
        routes.add(delete("/me/sessions/{id}", changing, Problems.rendered(self::endSession)));
        routes.add(get("/me/refresh-tokens", looking, Problems.rendered(self::refreshTokens)));
        routes.add(post("/me/password", changing, Problems.rendered(self::changePassword)));
        routes.addAll(ownPasskeys(looking, changing));
        var factors = new SelfFactorEndpoints(auth.ownFactors());
        routes.add(post("/me/totp", changing, Problems.rendered(factors::enrol)));
        routes.add(post("/me/totp/confirm", changing, Problems.rendered(factors::confirm)));
        routes.add(delete("/me/totp", changing, Problems.rendered(factors::remove)));
        routes.add(post("/me/recovery-codes", changing, Problems.rendered(factors::recoveryCodes)));
        routes.add(post("/logout", bearer, Problems.rendered(logout::logout)));
        routes.add(post("/logout-all", looking, Problems.rendered(logout::logoutAll)));
        routes.addAll(delegation());
        var door = Door.of(auth, Ring.AUTH);
        var pages = door.pages();
        var way = new WayIn(door);
        routes.addAll(way.routes());
        var setup =
                new SetupPage(auth.links(), auth.issuers(), pages, auth.users().shortestPassword());
        routes.add(get(SetupPage.PATH, open, pages.rendered(setup::get)));
        routes.add(post(SetupPage.PATH, open, pages.rendered(setup::post)));
        routes.addAll(sites(door, way));
        routes.addAll(signOut(pages));
        routes.addAll(account(door, way));
        routes.addAll(keeping(bearer));
        routes.add(
                get(
                        "/clients/{client_id}/logo",
                        open,
                        new ClientLogoEndpoint(auth.clients().logos())::get));
        return router(
                routes,
                metadata,
                publicFiles
                        .<Unrouted>map(files -> new PublicFiles(files, metadata.path()))
                        .orElse(Unrouted.NOTHING),
                new CrossOrigin(FOR_SCRIPTS, auth.clients()::haveOrigin));
    }

    private List<Route<?>> ownPasskeys(Guard<Self> looking, Guard<Self> changing) {
        var own = new SelfPasskeyEndpoints(passkeys());
        String one = SelfPasskeyEndpoints.PATH + "/{id}";
        return List.of(
                get(SelfPasskeyEndpoints.PATH, looking, Problems.rendered(own::list)),
                post(SelfPasskeyEndpoints.PATH + "/options", changing, Problems.rendered(own::ask)),
                post(SelfPasskeyEndpoints.PATH, changing, Problems.rendered(own::add)),
                new Route<>(
                        Method.PATCH,
                        PathPattern.parse(one),
                        changing,
                        Problems.rendered(own::rename)),
                delete(one, changing, Problems.rendered(own::remove)));
    }

    private OwnPasskeys passkeys() {
        return new OwnPasskeys(auth.users(), auth.passkeys(), auth.ownFactors());
    }

    /// What proxies before protected sites ask, and the way from such a site to the sign-in and back.
    private List<Route<?>> sites(Door door, WayIn way) {
        var verify =
                new VerifyEndpoint(
                        auth.sites(),
                        auth.siteTickets(),
                        door.browser(),
                        new BearerGuard(auth.accessTokens(), door.ring()),
                        new VerifyAnswers(
                                door.pages(), auth.siteRefusals(), auth.issuers().auth()));
        var signIn =
                new SiteSignInPage(
                        auth.sites(),
                        auth.siteTickets(),
                        door.browser(),
                        door.pages(),
                        errand -> way.to(errand.request(), place(errand)));
        return List.of(
                get("/verify", open, rendered(verify::get)),
                get(SiteSignInPage.PATH, open, door.pages().rendered(signIn::get)));
    }

    private static Goal.Place place(Errand errand) {
        var site = errand.site();
        return new Goal.Place(
                errand.path(),
                errand.again(),
                errand.asked(),
                Optional.of(site.address().origin()),
                Optional.of(site.client().name()));
    }

    /// Signing out of a browser.
    private List<Route<?>> signOut(Pages pages) {
        var services =
                new EndSessionPage.Services(
                        auth.sessions(),
                        auth.idTokens(),
                        auth.clients(),
                        auth.travelling(),
                        auth.clock());
        var page =
                new EndSessionPage(
                        services,
                        pages,
                        new Browser(auth.sessions(), Ring.AUTH),
                        new SameOrigin(auth.issuers().auth()));
        return List.of(
                get(EndSessionPage.PATH, open, pages.rendered(page::get)),
                post(EndSessionPage.PATH, open, pages.rendered(page::post)));
    }

    /// What people do with their own account in a browser.
    private List<Route<?>> account(Door door, WayIn way) {
        var around =
                new AccountPages.Surroundings(
                        door.pages(),
                        door.browser(),
                        (request, errand) ->
                                way.to(
                                        request,
                                        errand.recent()
                                                ? Goal.Place.afresh(errand.path())
                                                : Goal.Place.of(errand.path())));
        return new AccountPages(auth, around).routes();
    }

    /// User management for those whose token has one of the protected scopes.
    private List<Route<?>> delegation() {
        var people = new DelegationEndpoints(auth.users(), auth.links());
        return List.of(
                post("/user", scope("admin:provision_users"), delegated(people::create)),
                get("/user/{id}", scope("admin:read_user"), delegated(people::show)),
                get("/users", scope("admin:list_users"), delegated(people::list)),
                post("/user/{id}/reset", scope("admin:reset_passwords"), delegated(people::reset)),
                post(
                        "/user/{id}/deactivate",
                        scope("admin:deactivate_users"),
                        delegated(people::deactivate)));
    }

    private Handler<LiveToken> delegated(Handler<LiveToken> handler) {
        return Problems.rendered((request, token) -> {
            try {
                return handler.handle(request, token);
            } catch (NotAllowed e) {
                // Security H7, K1: who reaches for somebody above them is seen on this port too.
                auth.noteRefusal(
                        Bearers.actor(request, token),
                        request.method() + " " + request.path() + ": " + e.getMessage());
                throw e;
            }
        });
    }

    private Guard<LiveToken> scope(String name) {
        return new ScopeGuard(auth.accessTokens(), auth.clients(), auth.access(), name);
    }

    /// What an account, and whoever keeps one, does with it.
    private List<Route<?>> keeping(Guard<LiveToken> bearer) {
        var keepers =
                new ServiceAccountEndpoints(
                        auth.serviceCredentials(), auth.postgresCredentials(), auth.clients());
        String credential = "/service-accounts/{name}/credential";
        return List.of(
                post(credential, bearer, Problems.rendered(keepers::issue)),
                new Route<>(
                        Method.DELETE,
                        PathPattern.parse(credential),
                        bearer,
                        Problems.rendered(keepers::revoke)),
                get(
                        "/service-accounts/{name}/postgres-credentials",
                        bearer,
                        Problems.rendered(keepers::postgres)));
    }

    /// The admin port: what administrators reach, and nobody else.
    public Router admin() {
        var token = new AdminTokenEndpoint(auth.adminTokenService());

        var metadata = Metadata.admin(auth.issuers(), Pages.languages());
        var routes = common(Ring.ADMIN, metadata);
        routes.add(get("/version", open, status::version));
        routes.add(post("/token", open, rendered(token::post)));
        var logout = new LogoutEndpoints(auth.sessions(), auth.issuedTokens(), auth.clients());
        Guard<LiveToken> bearer = new BearerGuard(auth.accessTokens(), Ring.ADMIN);
        routes.add(post("/logout", bearer, Problems.rendered(logout::logout)));
        // For our own tools alone; a browser is never signed in at this port.
        routes.addAll(new WayIn(Door.of(auth, Ring.ADMIN)).routes());
        var api = api();
        routes.addAll(api.routes());
        return router(routes, metadata, Unrouted.NOTHING, CrossOrigin.NONE, api.fence());
    }

    /// The admin API, row by row.
    public AdminApi api() {
        return new AdminApi(
                auth,
                running.version(),
                Metadata.admin(auth.issuers(), Pages.languages()).path(),
                resources());
    }

    /// The nouns of the admin API.
    private List<Resource> resources() {
        var rights =
                new RightsResource.Services(
                        auth.access(), auth.roles(), auth.permissions(), auth.scopes());
        return List.of(
                new MeResource(auth.users(), auth.serviceAccounts(), auth.access()),
                new OwnPasskeysResource(passkeys(), auth.clock()),
                new UsersResource(auth.users(), auth.links()),
                new UserPasskeysResource(auth.users(), auth.passkeys(), auth.ownFactors()),
                new OwnFactorsResource(auth.ownFactors(), auth.clock()),
                new RolesResource(auth.roles()),
                new RolePermissionsResource(auth.roles(), auth.permissions()),
                new PermissionsResource(auth.permissions()),
                new ScopesResource(auth.scopes()),
                RightsResource.ofUsers(rights),
                RightsResource.ofServiceAccounts(rights),
                new CheckAccessResource(auth.access()),
                new ServiceAccountsResource(auth.serviceAccounts(), auth.serviceCredentials()),
                new PostgresCredentialsResource(auth.postgresCredentials()),
                new ClientsResource(auth.clients()),
                new ClientSecretsResource(auth.clients()),
                new ClientRedirectsResource(auth.clients()),
                new ClientScopesResource(auth.clients()),
                new ClientLogosResource(auth.clients()),
                new SessionsResource(auth.sessions(), auth.users(), auth.backChannelLogouts()),
                new ConsentsResource(auth.consents(), auth.users()),
                new RefreshTokensResource(auth.refreshFamilies()),
                new TokensResource(auth.tokenStatus(), auth.issuedTokens()),
                new AuditEventsResource(auth.audit(), auth.auditRetention()),
                new KeysResource(auth.keys()),
                new ServerResource(running, auth::statistics));
    }

    private List<Route<?>> common(Ring ring, Metadata metadata) {
        var keySet = new KeySetEndpoint(auth.keys(), ring);
        var routes = new ArrayList<Route<?>>();
        routes.add(get("/ping", open, status::ping));
        routes.add(get("/health/live", open, status::live));
        routes.add(get("/health/ready", open, status::ready));
        routes.add(get(AssetEndpoint.PATH, open, AssetEndpoint::get));
        routes.add(get("/jwks.json", open, rendered(keySet::get)));
        routes.add(get("/.well-known/jwks.json", open, rendered(keySet::get)));
        routes.add(get(Metadata.OIDC, open, metadata::get));
        routes.add(get(Metadata.OAUTH, open, metadata::get));
        return routes;
    }

    /// For an issuer with a path the rows stand below that path too: a proxy in front may pass it on or cut
    /// it off.
    private Router router(
            List<Route<?>> routes,
            Metadata metadata,
            Unrouted unrouted,
            CrossOrigin crossOrigin,
            Fence... fences) {
        String path = metadata.path();
        if (path.isEmpty()) {
            return new Router(routes, List.of(fences), unrouted, crossOrigin);
        }
        var all = new ArrayList<>(routes);
        Set<String> taken = routes.stream().map(Route::line).collect(Collectors.toSet());
        for (Route<?> row : routes) {
            Route<?> below = row.under(path);
            if (!taken.contains(below.line())) {
                all.add(below);
            }
        }
        // RFC 8414 §3.1 puts `.well-known` before the path, OpenID Connect Discovery §4 after it.
        all.add(get(Metadata.OIDC + path, open, metadata::get));
        all.add(get(Metadata.OAUTH + path, open, metadata::get));
        var around = new ArrayList<>(List.of(fences));
        around.addAll(Stream.of(fences).map(fence -> fence.under(path)).toList());
        return new Router(all, around, unrouted, crossOrigin.under(path));
    }

    private static <P> Handler<P> rendered(Handler<P> handler) {
        return Refusals.rendered(handler);
    }
}
