package dev.microauth.web.signin;

import dev.microauth.authorize.Authorizations;
import dev.microauth.authorize.Checked;
import dev.microauth.key.Ring;
import dev.microauth.secret.Secret;
import dev.microauth.session.Session;
import dev.microauth.web.browser.Browser;
import dev.microauth.web.browser.SameOrigin;
import dev.microauth.web.http.Anyone;
import dev.microauth.web.http.Handler;
import dev.microauth.web.http.Method;
import dev.microauth.web.http.Parameters;
import dev.microauth.web.http.Request;
import dev.microauth.web.http.Response;
import dev.microauth.web.pages.Form;
import dev.microauth.web.pages.Pages;
import dev.microauth.web.pages.Visit;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Where browsers stand: begins a way, and takes it up again from what a request brings along.
final class Passages {
    static final String GOAL = "sealed_goal";
    static final String STAGE = "sealed_stage";

    private final Ring ring;
    private final Authorizations authorizations;
    private final Browser browser;
    private final Pages pages;
    private final Travel travel;
    private final SameOrigin origin;
    private final LostPages lost;
    private final InstantSource clock;

    Passages(Door door) {
        this.ring = door.ring();
        this.authorizations = door.auth().authorizations(ring);
        this.browser = door.browser();
        this.pages = door.pages();
        this.clock = door.auth().clock();
        this.travel = new Travel(door.auth().travelling(), ring, clock);
        this.origin = new SameOrigin(door.auth().issuers().of(ring));
        this.lost = new LostPages(ring, pages, authorizations);
    }

    /// What a page does for somebody on their way.
    interface Step {
        Response take(Passage passage);
    }

    /// A goal as it travels; empty when it is too large to.
    Optional<String> seal(Goal goal) {
        return travel.seal(goal);
    }

    Optional<Goal> goal(String sealed) {
        return travel.goal(sealed);
    }

    LostPages lost() {
        return lost;
    }

    /// Begins; empty when the goal is too large to travel.
    Optional<Passage> begin(Request request, Goal goal) {
        return travel.seal(goal)
                .map(sealed ->
                        new Passage(
                                visit(request, goal),
                                goal,
                                sealed,
                                Stage.begun(clock.instant()),
                                browser.holder(request).orElseGet(browser::newHolder),
                                session(request)));
    }

    /// Takes a browser up where it stands, or tells it that this is not its way.
    Handler<Anyone> step(Step step) {
        return pages.rendered((request, _) -> {
            boolean sent = request.method() == Method.POST;
            // Security H2: what travels is bound to the browser; what that says of another site is
            // heard all the same.
            if (sent && origin.isForeign(request)) {
                return lost.foreign(request);
            }
            Parameters brought = (sent ? request.form() : request.query()).refuseDuplicates();
            Optional<String> sealed = brought.find(GOAL);
            if (sealed.isEmpty()) {
                return lost.without(request);
            }
            Optional<Goal> goal = sealed.flatMap(travel::goal);
            return goal.map(found -> step(step, request, brought, sealed.get(), found))
                    .orElseGet(() -> lost.expired(request, Optional.empty()));
        });
    }

    private Response step(
            Step step, Request request, Parameters brought, String sealed, Goal goal) {
        Optional<Secret> holder = browser.holder(request);
        // Security A20: whoever has no part in the beginning of this has none in its end.
        Optional<Stage> stage =
                holder.flatMap(own ->
                        brought.find(STAGE).flatMap(text -> travel.stage(text, sealed, own)));
        return stage.map(found ->
                        step.take(
                                new Passage(
                                        visit(request, goal),
                                        goal,
                                        sealed,
                                        found,
                                        holder.orElseThrow(),
                                        session(request))))
                .orElseGet(
                        () -> lost.expired(request, Optional.of(new LostPages.Way(goal, sealed))));
    }

    /// Where an authorization request begins that travels sealed.
    String authorize(Request request, String sealedGoal) {
        return pages.visit(request).path(authorize(sealedGoal));
    }

    /// The same, below the path of the issuer.
    static String authorize(String sealedGoal) {
        return AuthorizeEndpoint.PATH + "?" + GOAL + "=" + sealedGoal;
    }

    /// The address of a page for this browser where it stands.
    String address(Passage passage, String path) {
        return passage.visit().path(path)
                + "?"
                + GOAL
                + "="
                + passage.sealedGoal()
                + "&"
                + STAGE
                + "="
                + sealedStage(passage);
    }

    Form form(Passage passage, String path) {
        return passage.visit()
                .form(path)
                .hidden(GOAL, passage.sealedGoal())
                .hidden(STAGE, sealedStage(passage));
    }

    Response redirect(Passage passage, String path) {
        return browser.hold(Response.seeOther(address(passage, path)), passage.holder());
    }

    private String sealedStage(Passage passage) {
        return travel.seal(passage.stage(), passage.sealedGoal(), passage.holder());
    }

    // Each sign-in at the admin port is one of its own: no cookie lets anybody in there.
    private Optional<Session> session(Request request) {
        return ring == Ring.ADMIN ? Optional.empty() : browser.session(request);
    }

    private Visit visit(Request request, Goal goal) {
        return pages.visit(request, locales(goal));
    }

    private List<String> locales(Goal goal) {
        return goal instanceof Goal.Authorization(var parameters)
                        && authorizations.check(parameters) instanceof Checked.Sound(var sound)
                ? sound.uiLocales()
                : List.of();
    }
}
