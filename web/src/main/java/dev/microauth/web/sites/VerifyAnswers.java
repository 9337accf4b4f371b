package dev.microauth.web.sites;

import dev.microauth.site.BrowserMark;
import dev.microauth.site.SiteAddress;
import dev.microauth.site.SiteRefusals;
import dev.microauth.site.Standing;
import dev.microauth.web.http.Request;
import dev.microauth.web.http.Response;
import dev.microauth.web.oauth.Origins;
import dev.microauth.web.pages.Pages;
import dev.microauth.web.pages.Tag;
import dev.microauth.web.pages.Visit;
import java.util.Optional;

/// What `/verify` answers, in forms that proxies of three kinds make the same of. nginx looks at the status, and at
/// headers that its configuration names; Traefik and Caddy pass all but a 200 on to the browser.
public final class VerifyAnswers {
    private final Pages pages;
    private final SiteRefusals refusals;
    private final String issuer;

    public VerifyAnswers(Pages pages, SiteRefusals refusals, String authIssuer) {
        this.pages = pages;
        this.refusals = refusals;
        this.issuer = authIssuer;
    }

    Response letThrough(Standing.Welcome welcome) {
        return RemoteHeaders.on(Response.empty(200), welcome).noStore();
    }

    /// A proxy takes this status for a breakdown, which it is: nobody gets in before somebody has mended it.
    static Response misled() {
        return Response.error(
                        400,
                        "invalid_request",
                        "No trusted proxy says which address was asked for: it has to be listed in"
                                + " trusted-proxies and to send X-Original-URL, or X-Forwarded-Proto, -Host and -Uri.")
                .noStore();
    }

    Response signIn(
            Request request, SiteAddress address, Optional<BrowserMark> mark, String challenge) {
        return lead(request, issuer + SiteSignInPage.path(address, mark))
                .with("www-authenticate", challenge);
    }

    /// Where nobody said which site it is: their account is the place to sign in.
    Response signIn(Request request, String challenge) {
        return lead(request, issuer + "/account").with("www-authenticate", challenge);
    }

    /// To an address of the site itself.
    Response onward(Request request, SiteAddress address) {
        return lead(request, address.url());
    }

    private Response lead(Request request, String place) {
        return (wantsPage(request) ? leading(pages.visit(request), place) : notSignedIn())
                .with("location", place);
    }

    /// A 401 is no redirect to a browser: it follows the page.
    private static Response leading(Visit visit, String place) {
        return visit.page(visit.texts().say("sites.verify.sign-in"))
                .status(401)
                .add(
                        Tag.of("meta")
                                .with("http-equiv", "refresh")
                                .with("content", "0; url=" + place),
                        Tag.of(
                                "p",
                                Tag.of("a", visit.texts().say("sites.verify.go-on"))
                                        .with("href", place)))
                .respond();
    }

    private static Response notSignedIn() {
        return Response.error(
                        401,
                        "login_required",
                        "Sign in first, at the address in the header Location.")
                .noStore();
    }

    /// Security K1: the first time is written down.
    Response refuse(Request request, TurnedAway turned) {
        refusals.note(turned.refusal(), Origins.of(request));
        Visit visit = pages.visit(request);
        String text = visit.texts().say(turned.reason().text);
        return wantsPage(request)
                ? pages.failure(
                                visit,
                                403,
                                visit.texts().say("sites.verify.refused"),
                                Tag.of("p", text))
                        .respond()
                : Response.error(403, "access_denied", text).noStore();
    }

    static boolean wantsPage(Request request) {
        return request.headers("accept").stream().anyMatch(each -> each.contains("text/html"));
    }
}
