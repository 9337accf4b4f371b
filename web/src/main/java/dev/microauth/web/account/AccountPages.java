package dev.microauth.web.account;

import static dev.microauth.web.http.Route.get;
import static dev.microauth.web.http.Route.post;

import dev.microauth.Engine;
import dev.microauth.problem.AuthException.NotFound;
import dev.microauth.web.account.OwnerGuard.Demand;
import dev.microauth.web.browser.Browser;
import dev.microauth.web.browser.SameOrigin;
import dev.microauth.web.http.Handler;
import dev.microauth.web.http.Request;
import dev.microauth.web.http.Response;
import dev.microauth.web.http.Route;
import dev.microauth.web.pages.Pages;
import dev.microauth.web.pages.ScopeWords;
import dev.microauth.web.pages.Tag;
import dev.microauth.web.pages.Texts;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/// The pages of the account, row by row.
public final class AccountPages {
    private final Engine auth;
    private final Surroundings around;
    private final Frame frame;
    private final OwnerGuard.Gate gate;

    /// What they share with the other pages of the port.
    ///
    /// @param signIn the answer that leads to where one signs in, and back for an errand
    public record Surroundings(
            Pages pages, Browser browser, BiFunction<Request, Errand, Response> signIn) {}

    public AccountPages(Engine auth, Surroundings around) {
        var seals = new Seals(auth.travelling(), auth.clock());
        this.auth = auth;
        this.around = around;
        this.frame = new Frame(around.browser(), seals, auth.clock());
        this.gate =
                new OwnerGuard.Gate(
                        around.browser(),
                        new SameOrigin(auth.issuers().auth()),
                        auth.users(),
                        around.pages(),
                        seals,
                        auth.clock(),
                        around.signIn());
    }

    /// Every row of them.
    public List<Route<?>> routes() {
        return Stream.of(own(), factors(), inside()).flatMap(List::stream).toList();
    }

    private List<Route<?>> own() {
        var overview =
                new OverviewPage(
                        new OverviewPage.Services(
                                auth.users(),
                                auth.recoveryCodes(),
                                auth.sessions(),
                                auth.consents()),
                        frame);
        var history = new HistoryPage(auth.audit(), frame);
        var out = new SignOut(auth.sessions(), around.browser());
        return List.of(
                look(Section.OVERVIEW.path(), overview::get),
                look(Section.HISTORY.path(), history::get),
                change(SignOut.PATH, Section.OVERVIEW.path(), out::post));
    }

    /// What somebody signs in with. Security E5: shown for a change, and changed, after a sign-in of the last minutes.
    private List<Route<?>> factors() {
        var password = new PasswordPage(auth.ownFactors(), auth.users(), frame);
        var codes = new RecoveryCodesPage(auth.ownFactors(), auth.recoveryCodes(), frame);
        var app = new AuthenticatorPage(auth.ownFactors(), codes, frame);
        var passkeys = new PasskeysPage(auth.ownFactors(), auth.passkeys(), codes, frame);
        return List.of(
                lookLately(PasswordPage.PATH, password::get),
                changeLately(PasswordPage.PATH, PasswordPage.PATH, password::post),
                lookLately(RecoveryCodesPage.PATH, codes::get),
                changeLately(RecoveryCodesPage.PATH, RecoveryCodesPage.PATH, codes::post),
                lookLately(AuthenticatorPage.PATH, app::get),
                changeLately(AuthenticatorPage.PATH, AuthenticatorPage.PATH, app::begin),
                changeLately(AuthenticatorPage.CONFIRM, AuthenticatorPage.PATH, app::confirm),
                changeLately(AuthenticatorPage.REMOVE, AuthenticatorPage.PATH, app::remove),
                look(PasskeysPage.PATH, passkeys::get),
                lookLately(PasskeysPage.ADD, passkeys::adding),
                changeLately(PasskeysPage.PATH, PasskeysPage.ADD, passkeys::add),
                get(
                        PasskeysPage.PATH + "/{id}",
                        guard(Demand.LOOK_LATELY, PasskeysPage.PATH),
                        rendered(passkeys::one)),
                changeLately(PasskeysPage.RENAME, PasskeysPage.PATH, passkeys::rename),
                changeLately(PasskeysPage.REMOVE, PasskeysPage.PATH, passkeys::remove));
    }

    /// What is signed in, and what was let in.
    private List<Route<?>> inside() {
        var sessions = new SessionsPage(auth.sessions(), auth.clients(), frame);
        var applications =
                new ApplicationsPage(auth.consents(), new ScopeWords(auth.scopes()), frame);
        return List.of(
                look(SessionsPage.PATH, sessions::get),
                changeLately(SessionsPage.PATH, SessionsPage.PATH, sessions::post),
                look(ApplicationsPage.PATH, applications::get),
                change(ApplicationsPage.PATH, ApplicationsPage.PATH, applications::post));
    }

    private Route<Owner> look(String path, Handler<Owner> handler) {
        return get(path, guard(Demand.LOOK, path), rendered(handler));
    }

    private Route<Owner> lookLately(String path, Handler<Owner> handler) {
        return get(path, guard(Demand.LOOK_LATELY, path), rendered(handler));
    }

    private Route<Owner> change(String path, String page, Handler<Owner> handler) {
        return post(path, guard(Demand.CHANGE, page), rendered(handler));
    }

    private Route<Owner> changeLately(String path, String page, Handler<Owner> handler) {
        return post(path, guard(Demand.CHANGE_LATELY, page), rendered(handler));
    }

    private OwnerGuard guard(Demand demand, String page) {
        return new OwnerGuard(gate, demand, page);
    }

    private Handler<Owner> rendered(Handler<Owner> handler) {
        return around.pages()
                .rendered((request, owner) -> {
                    try {
                        return handler.handle(request, owner);
                    } catch (NotFound e) {
                        return gone(owner);
                    }
                });
    }

    /// One page for what was never there, is gone, or is somebody else's.
    private Response gone(Owner owner) {
        Texts texts = owner.texts();
        return around.pages()
                .failure(
                        owner.visit(),
                        404,
                        texts.say("account.gone"),
                        Tag.of("p", texts.say("account.gone.why")),
                        Tag.of(
                                "p",
                                Tag.of("a", texts.say("account.nav.overview"))
                                        .with("class", "button")
                                        .with("href", owner.visit().path(Section.OVERVIEW.path()))))
                .respond();
    }
}
