package dev.microauth.web.sites;

import dev.microauth.key.Ring;
import dev.microauth.oauth.Assurance;
import dev.microauth.secret.Secret;
import dev.microauth.session.Session;
import dev.microauth.site.BrowserMark;
import dev.microauth.site.ProtectedSite;
import dev.microauth.site.SiteAddress;
import dev.microauth.site.SiteTickets;
import dev.microauth.site.Sites;
import dev.microauth.site.Standing;
import dev.microauth.token.LiveToken;
import dev.microauth.web.browser.Browser;
import dev.microauth.web.browser.BrowserCookie;
import dev.microauth.web.http.Admission;
import dev.microauth.web.http.Anyone;
import dev.microauth.web.http.Request;
import dev.microauth.web.http.Response;
import dev.microauth.web.oauth.BearerGuard;
import dev.microauth.web.oauth.Origins;
import java.util.List;
import java.util.Optional;

/// GET /verify: the question of a proxy before a site, once for each request to it. 200 lets the request through, with
/// who it is from; 401 says where to sign in, 403 that it would not help. The steady state writes
/// nothing.
public final class VerifyEndpoint {
    private static final String CHALLENGE = "Bearer realm=\"microauth\"";

    private final Sites sites;
    private final SiteTickets tickets;
    private final Browser browser;
    private final BearerGuard bearer;
    private final VerifyAnswers answers;

    /// @param bearer of the auth ring
    public VerifyEndpoint(
            Sites sites,
            SiteTickets tickets,
            Browser browser,
            BearerGuard bearer,
            VerifyAnswers answers) {
        this.sites = sites;
        this.tickets = tickets;
        this.browser = browser;
        this.bearer = bearer;
        this.answers = answers;
    }

    public Response get(Request request, Anyone anyone) {
        Optional<SiteAddress> asked = ForwardedAddress.of(request);
        if (asked.isEmpty()) {
            return ForwardedAddress.isUnspoken(request) && !sites.areThere()
                    ? judge(request)
                    : VerifyAnswers.misled();
        }
        return sites.find(asked.get())
                .map(site ->
                        site.address()
                                .ticket()
                                .map(ticket -> arrive(request, site, ticket))
                                .orElseGet(() -> judge(request, site)))
                .orElseGet(() ->
                        answers.refuse(request, TurnedAway.nobody(TurnedAway.Reason.UNKNOWN_SITE)));
    }

    /// Where no site is registered and the proxy says nothing of an address: whether somebody is signed in at all. Once a
    /// site has rules, a proxy that forgot to name it must not get past them.
    private Response judge(Request request) {
        List<String> roles = request.query().all("role");
        Optional<Standing> standing =
                token(request)
                        .map(token -> sites.judge(token, roles))
                        .or(() ->
                                browser.session(request)
                                        .map(session -> sites.judge(session, roles)));
        return switch (standing.orElseGet(Standing.Nobody::new)) {
            case Standing.Welcome welcome -> answers.letThrough(welcome);
            case Standing.Refused refused ->
                    answers.refuse(request, TurnedAway.from(Optional.empty(), refused));
            case Standing.SignInAgain _, Standing.Nobody _ ->
                    answers.signIn(request, challenge(request));
        };
    }

    /// Somebody comes back with a ticket. It never reaches the application: what is answered leads to the address
    /// without it.
    private Response arrive(Request request, ProtectedSite site, Secret ticket) {
        Optional<Secret> visit = BrowserCookie.VISIT.find(request, Ring.AUTH);
        if (visit.isEmpty()) {
            // Not the browser that went for it, or a proxy that keeps cookies from it, which would
            // go in circles.
            return answers.refuse(request, TurnedAway.from(site, TurnedAway.Reason.NO_VISIT));
        }
        Optional<Secret> cookie = tickets.redeem(site, ticket, visit.get(), Origins.of(request));
        if (cookie.isEmpty() && session(request, site).isEmpty()) {
            return signInFirst(request, site, CHALLENGE);
        }
        Response onward = answers.onward(request, site.address().withoutTicket());
        return cookie.map(value ->
                        BrowserCookie.SITE.set(
                                onward, Ring.AUTH, value.revealText(), Optional.empty()))
                .orElse(onward);
    }

    private Response judge(Request request, ProtectedSite site) {
        List<String> roles = request.query().all("role");
        Optional<LiveToken> token = token(request);
        if (token.isPresent()) {
            return switch (sites.judge(site, token.get(), roles)) {
                case Standing.Welcome welcome -> answers.letThrough(welcome);
                case Standing.Refused refused ->
                        answers.refuse(request, TurnedAway.from(Optional.of(site), refused));
                case Standing.SignInAgain(Optional<Assurance> asked) ->
                        signInFirst(request, site, challenge(asked));
                case Standing.Nobody _ ->
                        answers.refuse(request, TurnedAway.from(site, TurnedAway.Reason.NOBODY));
            };
        }
        return session(request, site)
                .map(session ->
                        switch (sites.judge(site, session, roles)) {
                            case Standing.Welcome welcome -> answers.letThrough(welcome);
                            case Standing.Refused refused ->
                                    answers.refuse(
                                            request, TurnedAway.from(Optional.of(site), refused));
                            case Standing.SignInAgain _, Standing.Nobody _ ->
                                    signInFirst(request, site, CHALLENGE);
                        })
                .orElseGet(() -> signInFirst(request, site, challenge(request)));
    }

    private Optional<LiveToken> token(Request request) {
        return BearerGuard.isBearer(request)
                        && bearer.admit(request) instanceof Admission.Admitted<LiveToken>(var token)
                ? Optional.of(token)
                : Optional.empty();
    }

    /// By the cookie of this server, where it stands on the host of the site, or by the cookie of the site.
    private Optional<Session> session(Request request, ProtectedSite site) {
        return browser.session(request)
                .or(() ->
                        BrowserCookie.SITE
                                .find(request, Ring.AUTH)
                                .flatMap(cookie -> tickets.find(site, cookie)));
    }

    private Response signInFirst(Request request, ProtectedSite site, String challenge) {
        Optional<Secret> held = BrowserCookie.VISIT.find(request, Ring.AUTH);
        // Only what a person looks at begins a visit: what a page loads would overwrite its secret.
        Optional<Secret> visit =
                held.or(() ->
                        VerifyAnswers.wantsPage(request)
                                ? Optional.of(tickets.newVisit())
                                : Optional.empty());
        Response response =
                answers.signIn(request, site.address(), visit.map(BrowserMark::of), challenge);
        return visit.filter(_ -> held.isEmpty())
                .map(secret ->
                        BrowserCookie.VISIT.set(
                                response, Ring.AUTH, secret.revealText(), Optional.empty()))
                .orElse(response);
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
}
