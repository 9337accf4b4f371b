package dev.microauth.web.signin;

import dev.microauth.authorize.AuthorizationRequest;
import dev.microauth.credential.SignIns;
import dev.microauth.oauth.Assurance;
import dev.microauth.passkey.PasskeyAnswer;
import dev.microauth.session.Session;
import dev.microauth.web.http.Parameters;
import dev.microauth.web.http.Response;
import dev.microauth.web.pages.Asset;
import dev.microauth.web.pages.Field;
import dev.microauth.web.pages.Form;
import dev.microauth.web.pages.Page;
import dev.microauth.web.pages.Tag;
import dev.microauth.web.pages.Texts;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// `/login`: name and password, or a passkey.
final class SignInPage {
    private static final int LONGEST_NAME = 256;

    private final SignIns signIns;
    private final PasskeyForms passkeys;
    private final Scene scene;
    private final Passages passages;
    private final Course course;
    private final Onward onward;
    private final Entry entry;

    SignInPage(Stagecraft craft) {
        this.signIns = craft.auth().signIns();
        this.passkeys = craft.passkeys();
        this.scene = craft.scene();
        this.passages = craft.passages();
        this.course = craft.course();
        this.onward = craft.onward();
        this.entry = craft.entry();
    }

    /// What was typed, and what was wrong with it.
    private record Typed(String username, Optional<String> problem, Map<String, String> problems) {
        static Typed nothing(String username) {
            return new Typed(username, Optional.empty(), Map.of());
        }
    }

    Response get(Passage passage) {
        return course.due(passage) instanceof Due.SignIn due
                ? show(passage, due, 200, Typed.nothing(expected(passage, due)))
                : onward.instead(passage, course.due(passage));
    }

    /// Who is likely to sign in: whoever the client means, or whoever was there before.
    private static String expected(Passage passage, Due.SignIn due) {
        return due.request()
                .flatMap(AuthorizationRequest::loginHint)
                .filter(hint -> hint.length() <= LONGEST_NAME)
                .or(() ->
                        passage.session()
                                .filter(_ -> !passage.stage().another())
                                .map(Session::username))
                .orElse("");
    }

    Response post(Passage passage) {
        Due.SignIn due =
                course.due(passage.with(passage.stage().withAnother())) instanceof Due.SignIn found
                        ? found
                        : new Due.SignIn(Optional.empty(), Optional.empty());
        Parameters sent = passage.request().form();
        Optional<PasskeyAnswer> answer = Entry.passkey(passage, sent);
        Texts texts = passage.visit().texts();
        if (answer.isPresent()) {
            return entry.after(
                    passage,
                    signIns.withPasskey(answer.get(), entry.attempt(passage)),
                    texts.say("sign-in.passkey.wrong"),
                    (status, problem) -> again(passage, due, status, "", problem));
        }
        String username = sent.find("username").orElse("");
        char[] password = sent.find("password").orElse("").toCharArray();
        try {
            Map<String, String> missing = missing(texts, username, password);
            return missing.isEmpty()
                    ? entry.after(
                            passage,
                            signIns.withPassword(username, password, entry.attempt(passage)),
                            texts.say("sign-in.wrong"),
                            (status, problem) -> again(passage, due, status, username, problem))
                    : show(
                            passage,
                            due,
                            400,
                            new Typed(
                                    username,
                                    Optional.of(texts.say("sign-in.incomplete")),
                                    missing));
        } finally {
            Arrays.fill(password, '\0');
        }
    }

    private static Map<String, String> missing(Texts texts, String username, char[] password) {
        var missing = new LinkedHashMap<String, String>();
        if (username.isBlank()) {
            missing.put("username", texts.say("form.missing"));
        }
        if (password.length == 0) {
            missing.put("password", texts.say("form.missing"));
        }
        return missing;
    }

    private Response again(
            Passage passage, Due.SignIn due, int status, String username, String problem) {
        return show(passage, due, status, new Typed(username, Optional.of(problem), Map.of()));
    }

    /// The page after a second step that came too late.
    Response tooLate(Passage passage) {
        Passage anew = passage.with(passage.stage().withoutHalf());
        return course.due(anew) instanceof Due.SignIn due
                ? show(
                        anew,
                        due,
                        400,
                        new Typed(
                                expected(anew, due),
                                Optional.of(passage.visit().texts().say("sign-in.too-late")),
                                Map.of()))
                : onward.go(anew);
    }

    private Response show(Passage passage, Due.SignIn due, int status, Typed typed) {
        Texts texts = passage.visit().texts();
        boolean again = passage.session().isPresent() && !passage.stage().another();
        Page page =
                scene.page(passage, due, texts.say(again ? "sign-in.again" : "sign-in.title"))
                        .status(status);
        Scene.to(passage, due).ifPresent(page::add);
        due.asked().flatMap(asked -> wish(texts, asked)).ifPresent(page::add);
        page.add(password(passage, typed).render());
        return page.add(passkeys.signIn(passage)).script(Asset.PASSKEY).respond();
    }

    private Form password(Passage passage, Typed typed) {
        Texts texts = passage.visit().texts();
        boolean named = !typed.username().isEmpty();
        Field username =
                Field.text("username", texts.say("sign-in.username"), "username webauthn")
                        .withValue(typed.username());
        Field password =
                Field.password("password", texts.say("sign-in.password"), "current-password")
                        .shownBy(texts.say("form.show"));
        Form form =
                passages.form(passage, Onward.LOGIN)
                        .problems(typed.problems())
                        .field(named ? username : username.first())
                        .field(named ? password.first() : password)
                        .button(texts.say("sign-in.button"));
        typed.problem().ifPresent(form::problem);
        return form;
    }

    /// What the client asks for beyond a password.
    private static Optional<Tag> wish(Texts texts, Assurance asked) {
        return switch (asked) {
            case SINGLE -> Optional.empty();
            case MULTIPLE -> Optional.of(Tag.box("note", texts.say("sign-in.asked.factor")));
            case PHISHING_RESISTANT ->
                    Optional.of(Tag.box("note", texts.say("sign-in.asked.passkey")));
        };
    }
}
