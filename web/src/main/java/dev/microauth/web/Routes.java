package dev.microauth.web;

import static dev.microauth.web.http.Route.delete;
import static dev.microauth.web.http.Route.get;
import static dev.microauth.web.http.Route.patch;
import static dev.microauth.web.http.Route.post;

import dev.microauth.Engine;
import dev.microauth.key.Ring;
import dev.microauth.problem.AuthException.NotAllowed;
import dev.microauth.token.LiveToken;
import dev.microauth.token.WaitingRoom;
import dev.microauth.web.admin.AdminApi;
import dev.microauth.web.admin.AdminTokenEndpoint;
import dev.microauth.web.files.PublicFiles;
import dev.microauth.web.http.Anyone;
import dev.microauth.web.http.CrossOrigin;
import dev.microauth.web.http.Fence;
import dev.microauth.web.http.Guard;
import dev.microauth.web.http.Handler;
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
import dev.microauth.web.oidc.DelegationEndpoints;
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
import dev.microauth.web.signin.WayIn;
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

    private final Engine auth;
    private final Running running;
    private final StatusEndpoints status;
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
        var metadata = Metadata.auth(auth.issuers(), auth.keys().defaults(), Pages.languages());
        var routes = common(Ring.AUTH, metadata);
        routes.addAll(tokens());
        routes.addAll(own());
        routes.addAll(ownPasskeys());
        routes.addAll(delegation());
        routes.addAll(keeping());
        routes.addAll(new PageRoutes(auth).all());
        return router(
                routes,
                metadata,
                publicFiles
                        .<Unrouted>map(files -> new PublicFiles(files, metadata.path()))
                        .orElse(Unrouted.NOTHING),
                new CrossOrigin(FOR_SCRIPTS, auth.clients()::haveOrigin));
    }

    /// How tokens are had, looked at and taken back.
    private List<Route<?>> tokens() {
        var client = ClientGuard.any(auth.clientAuthenticator());
        var confidential = ClientGuard.confidential(auth.clientAuthenticator());
        var bearer = bearer(Ring.AUTH);
        var token = new TokenEndpoint(auth.tokenService());
        var status = new TokenStatusEndpoints(auth.tokenStatus());
        var revocations = new RevocationsEndpoint(auth.revocations(), room);
        var passwords = new PasswordCheckEndpoint(auth.passwordCheck());
        var shown = new BearerEndpoints(auth.tokenStatus(), auth.access());
        return List.of(
                post("/token", client, rendered(token::post)),
                post("/oidc/token", client, rendered(token::post)),
                post("/introspect", confidential, rendered(status::introspect)),
                post("/revoke", client, rendered(status::revoke)),
                get(RevocationsEndpoint.PATH, confidential, rendered(revocations::get)),
                post("/users/verify-password", confidential, Problems.rendered(passwords::post)),
                get("/userinfo", bearer, rendered(shown::userinfo)),
                post("/userinfo", bearer, rendered(shown::userinfo)),
                get("/whoami", bearer, rendered(shown::whoami)),
                post("/logout", bearer, Problems.rendered(logout()::logout)));
    }

    /// What people do with their own account over a token.
    private List<Route<?>> own() {
        var looking = looking();
        var changing = changing();
        var account =
                new SelfEndpoints.Account(auth.users(), auth.access(), auth.passwordChanges());
        var self = new SelfEndpoints(account, auth.sessions(), auth.refreshFamilies());
        var factors = new SelfFactorEndpoints(auth.ownFactors());
        return List.of(
                get("/me", looking, Problems.rendered(self::get)),
                get("/me/sessions", looking, Problems.rendered(self::sessions)),
                delete("/me/sessions/{id}", changing, Problems.rendered(self::endSession)),
                get("/me/refresh-tokens", looking, Problems.rendered(self::refreshTokens)),
                post("/me/password", changing, Problems.rendered(self::changePassword)),
                post("/me/totp", changing, Problems.rendered(factors::enrol)),
                post("/me/totp/confirm", changing, Problems.rendered(factors::confirm)),
                delete("/me/totp", changing, Problems.rendered(factors::remove)),
                post("/me/recovery-codes", changing, Problems.rendered(factors::recoveryCodes)),
                post("/logout-all", looking, Problems.rendered(logout()::logoutAll)));
    }

    private List<Route<?>> ownPasskeys() {
        var changing = changing();
        var passkeys = new OwnPasskeys(auth.users(), auth.passkeys(), auth.ownFactors());
        var own = new SelfPasskeyEndpoints(passkeys);
        String one = SelfPasskeyEndpoints.PATH + "/{id}";
        return List.of(
                get(SelfPasskeyEndpoints.PATH, looking(), Problems.rendered(own::list)),
                post(SelfPasskeyEndpoints.PATH + "/options", changing, Problems.rendered(own::ask)),
                post(SelfPasskeyEndpoints.PATH, changing, Problems.rendered(own::add)),
                patch(one, changing, Problems.rendered(own::rename)),
                delete(one, changing, Problems.rendered(own::remove)));
    }

    private Guard<LiveToken> bearer(Ring ring) {
        return new BearerGuard(auth.accessTokens(), ring);
    }

    private Guard<Self> looking() {
        return SelfGuard.reading(auth.accessTokens(), auth.clients());
    }

    private Guard<Self> changing() {
        return SelfGuard.recent(auth.accessTokens(), auth.clients(), auth.clock());
    }

    private LogoutEndpoints logout() {
        return new LogoutEndpoints(auth.sessions(), auth.issuedTokens(), auth.clients());
    }

    /// User management for those whose token has one of the protected scopes.
    private List<Route<?>> delegation() {
        var people =
                new DelegationEndpoints(auth.users(), auth.links(), auth.issuers().path(Ring.AUTH));
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
    private List<Route<?>> keeping() {
        var bearer = bearer(Ring.AUTH);
        var keepers =
                new ServiceAccountEndpoints(
                        auth.serviceCredentials(), auth.postgresCredentials(), auth.clients());
        String credential = "/service-accounts/{name}/credential";
        return List.of(
                post(credential, bearer, Problems.rendered(keepers::issue)),
                delete(credential, bearer, Problems.rendered(keepers::revoke)),
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
        routes.add(post("/token", open, rendered(token::post)));
        routes.add(post("/logout", bearer(Ring.ADMIN), Problems.rendered(logout()::logout)));
        // For our own tools alone; a browser is never signed in at this port.
        routes.addAll(new WayIn(Door.of(auth, Ring.ADMIN)).routes());
        var api = api();
        routes.addAll(api.routes());
        return router(routes, metadata, Unrouted.NOTHING, CrossOrigin.NONE, api.fence());
    }

    /// The admin API, row by row.
    public AdminApi api() {
        return AdminApi.of(auth, running, Metadata.admin(auth.issuers(), Pages.languages()).path());
    }

    private List<Route<?>> common(Ring ring, Metadata metadata) {
        var keySet = new KeySetEndpoint(auth.keys(), ring);
        var routes = new ArrayList<Route<?>>();
        routes.add(get("/ping", open, status::ping));
        routes.add(get("/version", open, status::version));
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
