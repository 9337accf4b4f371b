package dev.microauth.web.pages;

import dev.microauth.key.Ring;
import dev.microauth.oauth.Assurance;
import dev.microauth.secret.Secret;
import dev.microauth.session.Session;
import dev.microauth.session.Sessions;
import dev.microauth.site.BrowserMark;
import dev.microauth.site.ProtectedSite;
import dev.microauth.site.SiteAddress;
import dev.microauth.site.SiteTickets;
import dev.microauth.site.Sites;
import dev.microauth.site.Standing;
import dev.microauth.token.LiveToken;
import dev.microauth.web.browser.BrowserCookie;
import dev.microauth.web.http.Admission;
import dev.microauth.web.http.Anyone;
import dev.microauth.web.http.Request;
import dev.microauth.web.http.Response;
import dev.microauth.web.oauth.BearerGuard;
import dev.microauth.web.oauth.Origins;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// GET /verify: the question of a proxy before a site, once for each request to it. 200 lets the request through, with
/// who it is from; 401 says where to sign in, 403 that it would not help. The steady state writes nothing.
public final class VerifyEndpoint {
    private static final String CHALLENGE = "Bearer realm=\"microauth\"";

    private final Sites sites;
    private final SiteTickets tickets;
    private final Sessions sessions;
    private final BearerGuard bearer;
    private final String signIn;

    /// @param bearer of the auth ring
    public VerifyEndpoint(
            Sites sites,
            SiteTickets tickets,
            Sessions sessions,
            BearerGuard bearer,
            String authIssuer) {
        this.sites = sites;
        this.tickets = tickets;
        this.sessions = sessions;
        this.bearer = bearer;
        this.signIn = authIssuer + SiteSignInPage.PATH;
    }

    public Response get(Request request, Anyone anyone) {
        Optional<SiteAddress> asked = ForwardedAddress.of(request);
        if (asked.isEmpty()) {
            // Proxies take this status for a breakdown, which it is: nobody gets in.
            return Response.error(
                            400,
                            "invalid_request",
                            "No trusted proxy says which address was asked for: it has to be listed in"
                                    + " trusted-proxies and to send X-Original-URL, or X-Forwarded-Proto, -Host and -Uri.")
                    .noStore();
        }
        return sites.find(asked.get())
                .map(site ->
                        site.address()
                                .ticket()
                                .map(ticket -> arrive(request, site, ticket))
                                .orElseGet(() -> judge(request, site)))
                .orElseGet(() ->
                        refuse(request, "No client of this server stands for this site."));
    }

    /// Somebody comes back with a ticket. It never reaches the application: what is answered leads to the address
    /// without it.
    private Response arrive(Request request, ProtectedSite site, Secret ticket) {
        Optional<Secret> visit = BrowserCookie.VISIT.find(request, Ring.AUTH);
        if (visit.isEmpty()) {
            // Not the browser that went for it, or a proxy that keeps cookies from it, which would go in circles.
            return refuse(
                    request,
                    "This browser did not begin here, or its cookies got lost. Open the address of the site again.");
        }
        Optional<Secret> cookie = tickets.redeem(site, ticket, visit.get(), Origins.of(request));
        if (cookie.isEmpty() && session(request, site).isEmpty()) {
            return signInFirst(request, site, CHALLENGE);
        }
        Response onward = lead(request, site.address().withoutTicket().url());
        return cookie.map(value ->
                        BrowserCookie.SITE.set(
                                onward, Ring.AUTH, value.revealText(), Optional.empty()))
                .orElse(onward);
    }

    private Response judge(Request request, ProtectedSite site) {
        List<String> roles = request.query().all("role");
        if (BearerGuard.isBearer(request)
                && bearer.admit(request) instanceof Admission.Admitted<LiveToken>(var token)) {
            return switch (sites.judge(site, token, roles)) {
                case Standing.Welcome welcome -> letThrough(welcome);
                case Standing.Refused refused -> refuse(request, text(refused));
                case Standing.SignInAgain(Optional<Assurance> asked) ->
                        signInFirst(request, site, challenge(asked));
                case Standing.Nobody _ ->
                        refuse(request, "The token speaks for nobody who may enter.");
            };
        }
        return session(request, site)
                .map(session ->
                        switch (sites.judge(site, session, roles)) {
                            case Standing.Welcome welcome -> letThrough(welcome);
                            case Standing.Refused refused -> refuse(request, text(refused));
                            case Standing.SignInAgain _, Standing.Nobody _ ->
                                    signInFirst(request, site, CHALLENGE);
                        })
                .orElseGet(() -> signInFirst(request, site, challenge(request)));
    }

    /// By the cookie of this server, where it stands on the host of the site, or by the cookie of the site.
    private Optional<Session> session(Request request, ProtectedSite site) {
        return BrowserCookie.SESSION
                .find(request, Ring.AUTH)
                .flatMap(reference -> sessions.find(Ring.AUTH, reference))
                .or(() ->
                        BrowserCookie.SITE
                                .find(request, Ring.AUTH)
                                .flatMap(cookie -> tickets.find(site, cookie)));
    }

    private static Response letThrough(Standing.Welcome welcome) {
        return RemoteHeaders.on(Response.empty(200), welcome).noStore();
    }

    private Response signInFirst(Request request, ProtectedSite site, String challenge) {
        Optional<Secret> held = BrowserCookie.VISIT.find(request, Ring.AUTH);
        // Only what a person looks at begins a visit: what a page loads would overwrite the secret of the page.
        Optional<Secret> visit =
                held.or(() ->
                        wantsPage(request) ? Optional.of(tickets.newVisit()) : Optional.empty());
        String place =
                signIn
                        + "?rd="
                        + URLEncoder.encode(
                                site.address().withoutTicket().url(), StandardCharsets.UTF_8)
                        + visit.map(secret -> "&mark=" + BrowserMark.of(secret).value()).orElse("");
        Response response = lead(request, place).with("www-authenticate", challenge);
        return visit.filter(_ -> held.isEmpty())
                .map(secret ->
                        BrowserCookie.VISIT.set(
                                response, Ring.AUTH, secret.revealText(), Optional.empty()))
                .orElse(response);
    }

    /// A 401 that leads on: nginx is told by its configuration to follow the header; Traefik and Caddy pass the answer
    /// to the browser, which follows the page.
    private static Response lead(Request request, String place) {
        Response response =
                wantsPage(request)
                        ? Page.of(
                                401,
                                "Sign in first",
                                Tag.of("meta")
                                        .with("http-equiv", "refresh")
                                        .with("content", "0; url=" + place),
                                Tag.of("p", Tag.of("a", "Go on").with("href", place)))
                        : Response.error(
                                401,
                                "login_required",
                                "Sign in first, at the address in the header Location.");
        return response.noStore().with("location", place);
    }

    private static Response refuse(Request request, String text) {
        return wantsPage(request)
                ? Page.of(403, "You cannot enter here", Tag.of("p", text))
                : Response.error(403, "access_denied", text).noStore();
    }

    private static String text(Standing.Refused refused) {
        return switch (refused.reason()) {
            case ROLE_MISSING ->
                    "You are signed in, and have none of the roles that this site asks for.";
            case OF_ANOTHER_CLIENT -> "The token was issued for another application.";
        };
    }

    // RFC 9470 §3: what the next token has to prove.
    private static String challenge(Optional<Assurance> asked) {
        return CHALLENGE
                + ", error=\"insufficient_user_authentication\""
                + asked.map(each -> ", acr_values=\"" + each.acr() + "\"").orElse("");
    }

    // RFC 6750 §3: the bearer is told that the token is no good; who sent none is told nothing.
    private static String challenge(Request request) {
        return BearerGuard.isBearer(request) ? CHALLENGE + ", error=\"invalid_token\"" : CHALLENGE;
    }

    private static boolean wantsPage(Request request) {
        return request.headers("accept").stream().anyMatch(each -> each.contains("text/html"));
    }
}
