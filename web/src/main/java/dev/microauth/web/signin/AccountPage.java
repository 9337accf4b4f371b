package dev.microauth.web.signin;

import dev.microauth.session.Session;
import dev.microauth.web.http.Response;
import dev.microauth.web.pages.Page;
import dev.microauth.web.pages.Texts;
import java.util.Optional;

/// `/login/account`: shall it be who is signed in, or somebody else?
final class AccountPage {
    private final Scene scene;
    private final Passages passages;
    private final Course course;
    private final Onward onward;

    AccountPage(Stagecraft craft) {
        this.scene = craft.scene();
        this.passages = craft.passages();
        this.course = craft.course();
        this.onward = craft.onward();
    }

    Response get(Passage passage) {
        Due due = course.due(passage);
        Optional<Session> session = passage.session();
        return asks(due) && session.isPresent()
                ? show(passage, due, session.get())
                : onward.go(passage, due);
    }

    Response post(Passage passage) {
        Optional<String> choice = passage.request().form().find("choice");
        if (choice.equals(Optional.of("other"))) {
            return passages.redirect(passage.with(passage.stage().withAnother()), Onward.LOGIN);
        }
        // The answer is for whom the question was about, in case somebody else signed in meanwhile.
        boolean same =
                passage.session()
                        .map(session -> session.id().toString())
                        .equals(passage.stage().shown());
        return same && choice.equals(Optional.of("continue"))
                ? onward.go(passage.with(passage.stage().withChoice()))
                : get(passage);
    }

    private static boolean asks(Due due) {
        return switch (due) {
            case Due.ChooseAccount _, Due.Granted _, Due.Arrived _ -> true;
            case Due.SignIn _,
                    Due.Consent _,
                    Due.Barred _,
                    Due.Unproved _,
                    Due.Told _,
                    Due.Unsafe _ ->
                    false;
        };
    }

    private Response show(Passage passage, Due due, Session session) {
        Texts texts = passage.visit().texts();
        boolean choose = due instanceof Due.ChooseAccount;
        Page page =
                scene.page(
                        passage, due, texts.say(choose ? "account.choose" : "account.signed-in"));
        Scene.to(passage, due).ifPresent(page::add);
        return page.add(
                        Scene.who(passage.visit(), session.username()),
                        passages.form(
                                        passage.with(
                                                passage.stage().showing(session.id().toString())),
                                        Onward.ACCOUNT)
                                .button(texts.say("sign-in.continue"), "choice", "continue")
                                .quiet(texts.say("account.other"), "choice", "other")
                                .render())
                .respond();
    }
}
