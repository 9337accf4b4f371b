package dev.microauth.web.sites;

import dev.microauth.oauth.Assurance;
import dev.microauth.session.Session;
import dev.microauth.site.BrowserMark;
import dev.microauth.site.ProtectedSite;
import dev.microauth.site.SiteAddress;
import dev.microauth.site.SiteTickets;
import dev.microauth.site.Sites;
import dev.microauth.site.Standing;
import dev.microauth.user.User;
import dev.microauth.web.browser.Browser;
import dev.microauth.web.http.Anyone;
import dev.microauth.web.http.Request;
import dev.microauth.web.http.Response;
import dev.microauth.web.oauth.Origins;
import dev.microauth.web.pages.Brand;
import dev.microauth.web.pages.Pages;
import dev.microauth.web.pages.Tag;
import dev.microauth.web.pages.Visit;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// GET /sites/sign-in: where somebody comes from a protected site, and from where they go back to the address that they
/// asked for, with a ticket.
public final class SiteSignInPage {
    public static final String PATH = "/sites/sign-in";

    private final Sites sites;
    private final SiteTickets tickets;
    private final Browser browser;
    private final Pages pages;
    private final Function<Errand, Response> signIn;

    public SiteSignInPage(
            Sites sites,
            SiteTickets tickets,
            Browser browser,
            Pages pages,
            Function<Errand, Response> signIn) {
        this.sites = sites;
        this.tickets = tickets;
        this.browser = browser;
        this.pages = pages;
        this.signIn = signIn;
    }

    /// The place to sign in for an address.
    static String path(SiteAddress address, Optional<BrowserMark> mark) {
        return PATH
                + "?rd="
                + URLEncoder.encode(address.withoutTicket().url(), StandardCharsets.UTF_8)
                + mark.map(each -> "&mark=" + each.value()).orElse("");
    }

    public Response get(Request request, Anyone anyone) {
        // RFC 9700 §4.11: whoever could name any address here would have an open redirector.
        return request.query()
                .find("rd")
                .flatMap(SiteAddress::parse)
                .map(SiteAddress::withoutTicket)
                .flatMap(sites::find)
                .map(site -> enter(request, site))
                .orElseGet(() -> unknown(request));
    }

    private Response enter(Request request, ProtectedSite site) {
        Optional<BrowserMark> mark = request.query().find("mark").flatMap(BrowserMark::find);
        String path = path(site.address(), mark);
        Optional<Session> session = browser.session(request);
        if (session.isEmpty()) {
            return signIn.apply(new Errand(request, site, path, false, required(site)));
        }
        return switch (sites.judge(site, session.get(), List.of())) {
            case Standing.Welcome _ -> goBack(request, site, session.get(), mark);
            case Standing.Refused(User user, _) -> refuse(request, site, user);
            case Standing.SignInAgain _, Standing.Nobody _ ->
                    signIn.apply(new Errand(request, site, path, true, required(site)));
        };
    }

    private static Optional<Assurance> required(ProtectedSite site) {
        return site.client().settings().entry().requiredAssurance();
    }

    private Response goBack(
            Request request, ProtectedSite site, Session session, Optional<BrowserMark> mark) {
        // Who came without a mark, by a link that was kept, gets one at the site.
        SiteAddress back =
                mark.map(each -> tickets.issue(site, session, each, Origins.of(request)))
                        .map(ticket -> site.address().withTicket(ticket))
                        .orElse(site.address());
        // Security A11.
        return Response.seeOther(back.url());
    }

    private Response refuse(Request request, ProtectedSite site, User user) {
        Visit visit = pages.visit(request);
        return visit.page(visit.texts().say("sites.refused"))
                .status(403)
                .brand(Brand.of(site.client().name()))
                .add(
                        visit.texts()
                                .tag(
                                        "p",
                                        "sites.refused.who",
                                        Tag.name(user.username().value()),
                                        Tag.of("bdi", site.client().name())),
                        Tag.of("p", visit.texts().say("sites.refused.next")))
                .respond();
    }

    private Response unknown(Request request) {
        Visit visit = pages.visit(request);
        return pages.failure(
                        visit,
                        400,
                        visit.texts().say("sites.unknown"),
                        Tag.of("p", visit.texts().say("sites.unknown.why")))
                .respond();
    }
}
