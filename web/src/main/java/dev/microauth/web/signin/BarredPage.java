package dev.microauth.web.signin;

import dev.microauth.authorize.Decision;
import dev.microauth.key.Ring;
import dev.microauth.web.http.Response;
import dev.microauth.web.pages.Form;
import dev.microauth.web.pages.Page;
import dev.microauth.web.pages.Tag;
import dev.microauth.web.pages.Texts;
import java.util.Optional;

/// `/login/barred`: they are who they say, and may not go on all the same; what they can do about it.
final class BarredPage {
    private final Ring ring;
    private final Scene scene;
    private final Passages passages;
    private final Course course;
    private final Onward onward;

    BarredPage(Door door, Stagecraft craft) {
        this.ring = door.ring();
        this.scene = craft.scene();
        this.passages = craft.passages();
        this.course = craft.course();
        this.onward = craft.onward();
    }

    Response get(Passage passage) {
        Due due = course.due(passage);
        return switch (due) {
            case Due.Barred barred ->
                    show(
                            passage,
                            barred,
                            barred.reason(),
                            Optional.of(barred.request().client().name()));
            case Due.Unproved unproved ->
                    show(passage, unproved, Decision.Reason.FACTOR_MISSING, Optional.empty());
            case Due.SignIn _,
                    Due.ChooseAccount _,
                    Due.Consent _,
                    Due.Told _,
                    Due.Granted _,
                    Due.Arrived _,
                    Due.Unsafe _ ->
                    onward.instead(passage, due);
        };
    }

    Response post(Passage passage) {
        Due due = course.due(passage);
        String choice = passage.request().form().find("choice").orElse("");
        if (choice.equals("other")) {
            return passages.redirect(passage.with(passage.stage().withAnother()), Onward.LOGIN);
        }
        return choice.equals("leave") && due instanceof Due.Barred barred
                ? Answers.send(passage.visit(), barred.answer())
                : get(passage);
    }

    private Response show(
            Passage passage, Due due, Decision.Reason reason, Optional<String> client) {
        Texts texts = passage.visit().texts();
        boolean role = reason == Decision.Reason.ROLE_MISSING;
        Page page =
                scene.page(passage, due, texts.say(role ? "barred.role" : "barred.factor"))
                        .status(403);
        passage.session().ifPresent(live -> page.add(Scene.who(passage.visit(), live.username())));
        page.add(Tag.of("p", texts.say(role ? "barred.role.why" : "barred.factor.why")));
        Form form = passages.form(passage, Onward.BARRED);
        if (!role && ring == Ring.AUTH) {
            page.add(passage.visit().link("/account", texts.say("barred.factor.add")));
        }
        form.quiet(texts.say("account.other"), "choice", "other");
        client.ifPresent(name -> form.quiet(texts.say("barred.leave", name), "choice", "leave"));
        return page.add(form.render()).respond();
    }
}
