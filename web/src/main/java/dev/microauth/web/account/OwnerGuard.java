package dev.microauth.web.account;

import dev.microauth.key.Ring;
import dev.microauth.session.Session;
import dev.microauth.user.User;
import dev.microauth.user.Users;
import dev.microauth.web.browser.Browser;
import dev.microauth.web.browser.BrowserCookie;
import dev.microauth.web.browser.SameOrigin;
import dev.microauth.web.http.Admission;
import dev.microauth.web.http.Anyone;
import dev.microauth.web.http.Guard;
import dev.microauth.web.http.Request;
import dev.microauth.web.http.Response;
import dev.microauth.web.oauth.SelfGuard;
import dev.microauth.web.pages.Pages;
import dev.microauth.web.pages.Tag;
import dev.microauth.web.pages.Texts;
import dev.microauth.web.pages.Visit;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BiFunction;

/// Lets a person in whose browser is signed in, and sends everybody else to where one signs in. A change comes by a form
/// of ours; what is sensitive asks for a sign-in of the last minutes.
public final class OwnerGuard implements Guard<Owner> {
    private final Gate gate;
    private final Demand demand;
    private final String page;

    OwnerGuard(Gate gate, Demand demand, String page) {
        this.gate = gate;
        this.demand = demand;
        this.page = page;
    }

    /// What every one of these pages stands behind.
    ///
    /// @param signIn the answer that leads to where one signs in, and back for an errand
    record Gate(
            Browser browser,
            SameOrigin origin,
            Users users,
            Pages pages,
            Seals seals,
            InstantSource clock,
            BiFunction<Request, Errand, Response> signIn) {}

    /// What is asked of a request.
    enum Demand {
        LOOK("account"),
        LOOK_LATELY("account:recent"),
        CHANGE("account:change"),
        CHANGE_LATELY("account:change:recent");

        private final String name;

        Demand(String name) {
            this.name = name;
        }

        private boolean isChange() {
            return this == CHANGE || this == CHANGE_LATELY;
        }

        private boolean isRecent() {
            return this == LOOK_LATELY || this == CHANGE_LATELY;
        }
    }

    @Override
    public String name() {
        return demand.name;
    }

    @Override
    public Admission<Owner> admit(Request request) {
        try {
            return judge(request);
        } catch (RuntimeException e) {
            // A form that cannot be read, or a storage that is out of service, is a page here too.
            return Admission.refused(
                    gate.pages()
                            .<Anyone>rendered((_, _) -> {
                                throw e;
                            })
                            .handle(request, Anyone.ANYONE));
        }
    }

    private Admission<Owner> judge(Request request) {
        if (demand.isChange() && gate.origin().isForeign(request)) {
            return Admission.refused(stale(request));
        }
        Optional<Owner> owner = owner(request);
        if (owner.isEmpty()) {
            return Admission.refused(gate.signIn().apply(request, new Errand(page, false)));
        }
        if (demand.isChange() && !hasSeal(owner.get())) {
            return Admission.refused(stale(request));
        }
        if (demand.isRecent() && !isRecent(owner.get().session())) {
            return Admission.refused(gate.signIn().apply(request, new Errand(page, true)));
        }
        return Admission.admitted(owner.get());
    }

    private Optional<Owner> owner(Request request) {
        Visit visit = gate.pages().visit(request);
        return gate.browser()
                .session(request)
                .flatMap(session ->
                        BrowserCookie.SESSION
                                .find(request, Ring.AUTH)
                                .flatMap(reference ->
                                        user(session)
                                                .map(user ->
                                                        new Owner(
                                                                visit, session, reference, user))));
    }

    private Optional<User> user(Session session) {
        return gate.users().find(session.userId());
    }

    /// Security H2: whoever made this form had read a page of this session.
    private boolean hasSeal(Owner owner) {
        return owner.sent()
                .find(Frame.SEAL)
                .filter(sealed -> gate.seals().isForm(owner.reference(), sealed))
                .isPresent();
    }

    private boolean isRecent(Session session) {
        return !session.authTime().plus(SelfGuard.RECENT).isBefore(gate.clock().instant());
    }

    private Response stale(Request request) {
        Visit visit = gate.pages().visit(request);
        Texts texts = visit.texts();
        return gate.pages()
                .failure(
                        visit,
                        403,
                        texts.say("account.stale"),
                        Tag.of("p", texts.say("account.stale.why")),
                        Tag.of(
                                "p",
                                Tag.of("a", texts.say("account.stale.again"))
                                        .with("class", "button")
                                        .with("href", visit.path(page))))
                .respond();
    }
}
