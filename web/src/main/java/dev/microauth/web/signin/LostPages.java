package dev.microauth.web.signin;

import dev.microauth.authorize.Authorizations;
import dev.microauth.authorize.Checked;
import dev.microauth.key.Ring;
import dev.microauth.web.http.Request;
import dev.microauth.web.http.Response;
import dev.microauth.web.pages.Brand;
import dev.microauth.web.pages.Page;
import dev.microauth.web.pages.Pages;
import dev.microauth.web.pages.Tag;
import dev.microauth.web.pages.Texts;
import dev.microauth.web.pages.Visit;
import java.util.Optional;

/// Pages for whoever cannot go on: what happened, and where to begin again. Nobody is sent anywhere without asking for
/// it.
final class LostPages {
    private final Ring ring;
    private final Pages pages;
    private final Authorizations authorizations;

    LostPages(Ring ring, Pages pages, Authorizations authorizations) {
        this.ring = ring;
        this.pages = pages;
        this.authorizations = authorizations;
    }

    /// What somebody came for, as it was and as it travels.
    record Way(Goal goal, String sealed) {}

    /// Too old, or begun in another browser; nobody can tell which.
    Response expired(Request request, Optional<Way> way) {
        Visit visit = pages.visit(request);
        Texts texts = visit.texts();
        Page page =
                pages.failure(
                        visit,
                        400,
                        texts.say("error.expired"),
                        Tag.of("p", texts.say("error.expired.why")),
                        way.map(found -> begin(visit, found))
                                .orElseGet(() -> Tag.of("p", texts.say("error.expired.return"))));
        return way.flatMap(found -> client(found.goal()))
                .map(brand -> page.brand(brand).respond())
                .orElseGet(page::respond);
    }

    private Tag begin(Visit visit, Way way) {
        String address =
                switch (way.goal()) {
                    case Goal.Authorization _ -> Passages.authorize(way.sealed());
                    case Goal.Place place -> place.path();
                };
        return visit.link(address, visit.texts().say("error.begin-again"));
    }

    /// Somebody opened a page of the way in without coming from anywhere.
    Response without(Request request) {
        Visit visit = pages.visit(request);
        Texts texts = visit.texts();
        return pages.failure(
                        visit,
                        400,
                        texts.say("error.nowhere"),
                        Tag.of(
                                "p",
                                ring == Ring.ADMIN
                                        ? texts.say("error.nowhere.admin")
                                        : texts.say("error.nowhere.why")))
                .respond();
    }

    /// Security H2: another site sent a form of ours.
    Response foreign(Request request) {
        Visit visit = pages.visit(request);
        return pages.failure(
                        visit,
                        403,
                        visit.texts().say("error.foreign"),
                        Tag.of("p", visit.texts().say("error.foreign.why")))
                .respond();
    }

    /// Security A3: the client or the address is not to be trusted, so nobody is sent there.
    Response unsafe(Request request, Checked.Reason reason) {
        Visit visit = pages.visit(request);
        Texts texts = visit.texts();
        String why =
                switch (reason) {
                    case CLIENT_MISSING, CLIENT_UNKNOWN -> texts.say("error.unsafe.client");
                    case REDIRECT_URI_MISSING, REDIRECT_URI_UNKNOWN ->
                            texts.say("error.unsafe.address");
                    case MALFORMED -> texts.say("error.unsafe.malformed");
                };
        return pages.failure(
                        visit,
                        400,
                        texts.say("error.unsafe"),
                        Tag.of("p", why),
                        Tag.of("p", texts.say("error.unsafe.next")))
                .respond();
    }

    private Optional<Brand> client(Goal goal) {
        return goal instanceof Goal.Authorization(var parameters)
                        && authorizations.check(parameters) instanceof Checked.Sound(var sound)
                ? Optional.of(Brand.of(sound.client().name()))
                : Optional.empty();
    }
}
