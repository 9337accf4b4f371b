package dev.microauth.web.signin;

import static dev.microauth.web.http.Route.get;
import static dev.microauth.web.http.Route.post;

import dev.microauth.web.http.Anyone;
import dev.microauth.web.http.Guard;
import dev.microauth.web.http.Request;
import dev.microauth.web.http.Response;
import dev.microauth.web.http.Route;
import java.util.List;

/// The way in at one port: the authorization endpoint and the pages that people see until they are where they wanted to
/// be.
public final class WayIn {
    private final Door door;
    private final Stagecraft craft;

    public WayIn(Door door) {
        this.door = door;
        this.craft = Stagecraft.at(door);
    }

    /// Its rows.
    public List<Route<?>> routes() {
        Guard<Anyone> open = Guard.open();
        Passages passages = craft.passages();
        var authorize = new AuthorizeEndpoint(passages, craft.onward());
        var first = new SignInPage(craft);
        var second = new SecondFactorPage(craft, first);
        var account = new AccountPage(craft);
        var barred = new BarredPage(door, craft);
        var consent = new ConsentPage(door, craft);
        return List.of(
                get(AuthorizeEndpoint.PATH, open, door.pages().rendered(authorize::get)),
                post(AuthorizeEndpoint.PATH, open, door.pages().rendered(authorize::post)),
                get(Onward.LOGIN, open, passages.step(first::get)),
                post(Onward.LOGIN, open, passages.step(first::post)),
                get(Entry.SECOND_FACTOR, open, passages.step(second::get)),
                post(Entry.SECOND_FACTOR, open, passages.step(second::post)),
                get(Onward.ACCOUNT, open, passages.step(account::get)),
                post(Onward.ACCOUNT, open, passages.step(account::post)),
                get(Onward.BARRED, open, passages.step(barred::get)),
                post(Onward.BARRED, open, passages.step(barred::post)),
                get(Onward.CONSENT, open, passages.step(consent::get)),
                post(Onward.CONSENT, open, passages.step(consent::post)));
    }

    /// Takes somebody to a page of ours by way of the sign-in that it needs, or straight there when it needs none.
    public Response to(Request request, Goal.Place place) {
        return craft.passages()
                .begin(request, place)
                .map(craft.onward()::go)
                .orElseThrow(() -> new IllegalArgumentException("too long an address"));
    }
}
