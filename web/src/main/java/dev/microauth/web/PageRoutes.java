package dev.microauth.web;

import static dev.microauth.web.http.Route.get;
import static dev.microauth.web.http.Route.post;

import dev.microauth.Engine;
import dev.microauth.key.Ring;
import dev.microauth.web.account.AccountPages;
import dev.microauth.web.browser.SameOrigin;
import dev.microauth.web.http.Anyone;
import dev.microauth.web.http.Guard;
import dev.microauth.web.http.Route;
import dev.microauth.web.oauth.BearerGuard;
import dev.microauth.web.oauth.Refusals;
import dev.microauth.web.oidc.ClientLogoEndpoint;
import dev.microauth.web.oidc.EndSessionPage;
import dev.microauth.web.pages.Pages;
import dev.microauth.web.signin.Door;
import dev.microauth.web.signin.Goal;
import dev.microauth.web.signin.SetupPage;
import dev.microauth.web.signin.WayIn;
import dev.microauth.web.sites.Errand;
import dev.microauth.web.sites.SiteSignInPage;
import dev.microauth.web.sites.VerifyAnswers;
import dev.microauth.web.sites.VerifyEndpoint;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What people see of the auth port in a browser, and what leads them there: signing in and out, sites behind proxies, their
/// account.
final class PageRoutes {
    private final Engine auth;
    private final Door door;
    private final Pages pages;
    private final WayIn way;
    private final Guard<Anyone> open = Guard.open();

    PageRoutes(Engine auth) {
        this.auth = auth;
        this.door = Door.of(auth, Ring.AUTH);
        this.pages = door.pages();
        this.way = new WayIn(door);
    }

    /// Every row of them.
    List<Route<?>> all() {
        return Stream.of(way.routes(), setup(), logos(), sites(), account(), signOut())
                .flatMap(List::stream)
                .toList();
    }

    private List<Route<?>> setup() {
        var setup =
                new SetupPage(auth.links(), auth.issuers(), pages, auth.users().shortestPassword());
        return List.of(
                get(SetupPage.PATH, open, pages.rendered(setup::get)),
                post(SetupPage.PATH, open, pages.rendered(setup::post)));
    }

    private List<Route<?>> logos() {
        var logos = new ClientLogoEndpoint(auth.clients().logos());
        return List.of(get("/clients/{client_id}/logo", open, logos::get));
    }

    /// What proxies before protected sites ask, and the way from such a site to the sign-in and back.
    private List<Route<?>> sites() {
        var verify =
                new VerifyEndpoint(
                        auth.sites(),
                        auth.siteTickets(),
                        door.browser(),
                        new BearerGuard(auth.accessTokens(), Ring.AUTH),
                        new VerifyAnswers(pages, auth.siteRefusals(), auth.issuers().auth()));
        var signIn =
                new SiteSignInPage(
                        auth.sites(),
                        auth.siteTickets(),
                        door.browser(),
                        pages,
                        errand -> way.to(errand.request(), place(errand)));
        return List.of(
                get("/verify", open, Refusals.rendered(verify::get)),
                get(SiteSignInPage.PATH, open, pages.rendered(signIn::get)));
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

    private List<Route<?>> account() {
        var around =
                new AccountPages.Surroundings(
                        pages,
                        door.browser(),
                        (request, errand) ->
                                way.to(
                                        request,
                                        errand.recent()
                                                ? Goal.Place.afresh(errand.path())
                                                : Goal.Place.of(errand.path())));
        return new AccountPages(auth, around).routes();
    }

    private List<Route<?>> signOut() {
        var services =
                new EndSessionPage.Services(
                        auth.sessions(),
                        auth.idTokens(),
                        auth.clients(),
                        auth.travelling(),
                        auth.clock());
        var page =
                new EndSessionPage(
                        services, pages, door.browser(), new SameOrigin(auth.issuers().auth()));
        return List.of(
                get(EndSessionPage.PATH, open, pages.rendered(page::get)),
                post(EndSessionPage.PATH, open, pages.rendered(page::post)));
    }
}
