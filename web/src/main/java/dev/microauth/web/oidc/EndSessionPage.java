package dev.microauth.web.oidc;

import dev.microauth.actor.Actor;
import dev.microauth.client.Client;
import dev.microauth.client.Clients;
import dev.microauth.key.Ring;
import dev.microauth.problem.AuthException.NotFound;
import dev.microauth.secret.SealedState;
import dev.microauth.secret.Secret;
import dev.microauth.session.Session;
import dev.microauth.session.Sessions;
import dev.microauth.token.IdTokens;
import dev.microauth.web.browser.Browser;
import dev.microauth.web.browser.SameOrigin;
import dev.microauth.web.http.Anyone;
import dev.microauth.web.http.Parameters;
import dev.microauth.web.http.Request;
import dev.microauth.web.http.Response;
import dev.microauth.web.oauth.Origins;
import dev.microauth.web.pages.Form;
import dev.microauth.web.pages.Page;
import dev.microauth.web.pages.Pages;
import dev.microauth.web.pages.Tag;
import dev.microauth.web.pages.Texts;
import dev.microauth.web.pages.Visit;
import java.lang.System.Logger.Level;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// `/end-session`: signing out of a browser, because a client asks for it or the person came by themselves (OpenID
/// Connect RP-Initiated Logout 1.0). Which other clients are told of it is not decided here.
public final class EndSessionPage {
    public static final String PATH = "/end-session";

    private static final System.Logger LOG = System.getLogger(EndSessionPage.class.getName());
    private static final String PURPOSE = "sign-out";
    private static final Duration TO_DECIDE = Duration.ofMinutes(15);
    private static final List<String> PARAMETERS =
            List.of(
                    "id_token_hint",
                    "client_id",
                    "post_logout_redirect_uri",
                    "state",
                    "ui_locales");

    private final Services services;
    private final Pages pages;
    private final Browser browser;
    private final SameOrigin origin;

    /// What it asks and changes.
    public record Services(
            Sessions sessions,
            IdTokens idTokens,
            Clients clients,
            SealedState travelling,
            InstantSource clock) {}

    public EndSessionPage(Services services, Pages pages, Browser browser, SameOrigin origin) {
        this.services = services;
        this.pages = pages;
        this.browser = browser;
        this.origin = origin;
    }

    public Response get(Request request, Anyone anyone) {
        Parameters sent = request.query().refuseDuplicates();
        Visit visit =
                pages.visit(
                        request,
                        sent.find("ui_locales")
                                .map(text -> List.of(text.split(" ")))
                                .orElse(List.of()));
        SignOutRequest asked;
        try {
            asked = SignOutRequest.of(sent, services.idTokens(), services.clients());
        } catch (SignOutRequest.Refused e) {
            LOG.log(Level.DEBUG, () -> request.requestId() + " " + e.getMessage());
            return refused(visit);
        }
        Optional<Session> session = browser.session(request);
        if (session.isEmpty()) {
            // Who names no session of theirs has shown no more than a name: nobody is sent on for
            // that.
            return signedOut(visit, asked.back().filter(_ -> asked.hint().isPresent()));
        }
        // Security H2: the one GET that changes something. The client shows what only this session
        // gave it.
        if (asked.means(session.get())) {
            end(request, session.get());
            return signedOut(visit, asked.back());
        }
        return question(visit, session.get(), asked);
    }

    public Response post(Request request, Anyone anyone) {
        Parameters sent = request.form().refuseDuplicates();
        return sent.find("sign_out")
                .map(sealed -> decided(request, sealed, sent.find("choice")))
                .orElseGet(() -> asGet(request, sent));
    }

    /// A form of another site comes without our cookie, which such forms do not bring: it is led here once more, in a way
    /// that does. RP-Initiated §2 has both methods mean the same.
    private Response asGet(Request request, Parameters sent) {
        String query =
                PARAMETERS.stream()
                        .flatMap(name ->
                                sent.find(name).map(value -> name + "=" + encoded(value)).stream())
                        .collect(Collectors.joining("&"));
        String path = pages.visit(request).path(PATH);
        return Response.seeOther(query.isEmpty() ? path : path + "?" + query);
    }

    private Response decided(Request request, String sealed, Optional<String> choice) {
        Visit visit = pages.visit(request);
        Texts texts = visit.texts();
        Optional<Plan> plan =
                browser.holder(request)
                        .filter(_ -> !origin.isForeign(request))
                        .flatMap(holder -> open(holder, sealed));
        if (plan.isEmpty()) {
            // Security H2: not from this page, not in this browser, or too late.
            return pages.failure(
                            visit,
                            403,
                            texts.say("signout.stale"),
                            Tag.of("p", texts.say("signout.stale.why")),
                            again(visit))
                    .respond();
        }
        if (choice.filter("stay"::equals).isPresent()) {
            return visit.page(texts.say("signout.stayed"))
                    .add(Tag.of("p", texts.say("signout.stayed.why")))
                    .respond();
        }
        Optional<Session> session = browser.session(request);
        if (session.filter(live -> !live.id().toString().equals(plan.get().session()))
                .isPresent()) {
            // Somebody else has signed in since the question was asked.
            return Response.seeOther(visit.path(PATH));
        }
        session.ifPresent(live -> end(request, live));
        return signedOut(visit, plan.get().back());
    }

    private void end(Request request, Session session) {
        try {
            services.sessions()
                    .endOwn(
                            Actor.user(session.userId().toString(), Origins.of(request)),
                            session.userId(),
                            Ring.AUTH,
                            session.id());
        } catch (NotFound overMeanwhile) {
            LOG.log(Level.DEBUG, () -> request.requestId() + " " + overMeanwhile.getMessage());
        }
    }

    private Response signedOut(Visit visit, Optional<String> back) {
        Texts texts = visit.texts();
        return browser.signedOut(
                back.map(Response::seeOther)
                        .orElseGet(() ->
                                visit.page(texts.say("signout.done"))
                                        .add(
                                                Tag.of("p", texts.say("signout.done.why")),
                                                Tag.of("p", texts.say("signout.done.shared"))
                                                        .with("class", "soft"),
                                                visit.link("/account", texts.say("signout.return")))
                                        .respond()));
    }

    private Response question(Visit visit, Session session, SignOutRequest asked) {
        Secret holder = browser.holder(visit.request()).orElseGet(browser::newHolder);
        Texts texts = visit.texts();
        var name = Tag.name(session.username());
        Page page =
                visit.page(texts.say("signout.question")).add(texts.tag("p", "signout.who", name));
        asked.client()
                .map(Client::name)
                .ifPresent(client ->
                        page.add(texts.tag("p", "signout.client", Tag.of("bdi", client))));
        asked.back().ifPresent(page::leadingTo);
        Form form =
                visit.form(PATH)
                        .hidden("sign_out", seal(holder, session, asked.back()))
                        .button(texts.say("signout.button"), "choice", "end")
                        .quiet(texts.say("signout.stay"), "choice", "stay");
        return browser.hold(page.add(form.render()).respond(), holder);
    }

    private Response refused(Visit visit) {
        Texts texts = visit.texts();
        return pages.failure(
                        visit,
                        400,
                        texts.say("signout.refused"),
                        Tag.of("p", texts.say("signout.refused.why")),
                        again(visit))
                .respond();
    }

    /// The way to sign out without whoever asked for it.
    private static Tag again(Visit visit) {
        return Tag.of(
                "p",
                Tag.of("a", visit.texts().say("signout.again")).with("href", visit.path(PATH)));
    }

    /// What was decided upon: which session would end, and where its person would go.
    private record Plan(String session, Optional<String> back) {}

    private String seal(Secret holder, Session session, Optional<String> back) {
        Instant until = services.clock().instant().plus(TO_DECIDE);
        String text = session.id() + " " + back.orElse("");
        return services.travelling()
                .seal(PURPOSE, holder, text.getBytes(StandardCharsets.UTF_8), until);
    }

    private Optional<Plan> open(Secret holder, String sealed) {
        return services.travelling()
                .open(PURPOSE, holder, sealed, services.clock().instant())
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8).split(" ", 2))
                .map(parts ->
                        new Plan(parts[0], Optional.of(parts[1]).filter(back -> !back.isEmpty())));
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
