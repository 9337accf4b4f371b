package dev.microauth.web.signin;

import dev.microauth.authorize.AuthorizationRequest;
import dev.microauth.client.Client;
import dev.microauth.client.ClientLogos;
import dev.microauth.key.Ring;
import dev.microauth.web.pages.Brand;
import dev.microauth.web.pages.Page;
import dev.microauth.web.pages.Tag;
import dev.microauth.web.pages.Visit;
import java.util.Optional;

/// What the pages of a way have in common: in whose name they speak, and where their forms may lead.
final class Scene {
    private final Ring ring;
    private final ClientLogos logos;

    Scene(Ring ring, ClientLogos logos) {
        this.ring = ring;
        this.logos = logos;
    }

    Page page(Passage passage, Due due, String title) {
        Page page = passage.visit().page(title);
        Optional<AuthorizationRequest> asker = due.asker();
        asker.ifPresent(request ->
                page.brand(brand(passage.visit(), request.client()))
                        .leadingTo(request.destination().redirectUri()));
        if (passage.goal() instanceof Goal.Place place) {
            place.leadsTo().ifPresent(page::leadingTo);
        }
        return page;
    }

    /// The client's name, with the picture that an administrator gave us of it.
    private Brand brand(Visit visit, Client client) {
        boolean pictured = ring == Ring.AUTH && logos.find(client.clientId()).isPresent();
        return new Brand(
                client.name(),
                pictured
                        ? Optional.of(visit.path("/clients/" + client.clientId().value() + "/logo"))
                        : Optional.empty());
    }

    /// Where somebody is going, as a sentence; nothing where that is plain.
    static Optional<Tag> to(Passage passage, Due due) {
        Optional<String> name =
                due.asker()
                        .map(request -> request.client().name())
                        .or(() ->
                                passage.goal() instanceof Goal.Place place
                                        ? place.name()
                                        : Optional.empty());
        return name.map(text ->
                passage.visit()
                        .texts()
                        .tag("p", "sign-in.to", Tag.name(text))
                        .with("class", "lead"));
    }

    /// Who is signed in.
    static Tag who(Visit visit, String username) {
        return who(visit.texts().say("sign-in.as"), username);
    }

    /// Somebody, by name.
    static Tag who(String label, String username) {
        return Tag.of(
                        "div",
                        Tag.of("span", Brand.initial(username))
                                .with("class", "face")
                                .with("aria-hidden", "true"),
                        Tag.of("span", Tag.of("small", label), Tag.of("bdi", username)))
                .with("class", "who");
    }
}
