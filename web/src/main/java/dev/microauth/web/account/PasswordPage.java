package dev.microauth.web.account;

import dev.microauth.account.OwnFactors;
import dev.microauth.account.OwnFactors.PasswordChanged;
import dev.microauth.credential.PasswordChange;
import dev.microauth.password.Busy;
import dev.microauth.user.PasswordRefused;
import dev.microauth.user.Users;
import dev.microauth.web.http.Parameters;
import dev.microauth.web.http.Request;
import dev.microauth.web.http.Response;
import dev.microauth.web.pages.Field;
import dev.microauth.web.pages.Form;
import dev.microauth.web.pages.PasswordWords;
import dev.microauth.web.pages.Tag;
import dev.microauth.web.pages.Texts;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/// `/account/password`.
public final class PasswordPage {
    static final String PATH = "/account/password";

    private static final String CURRENT = "current_password";
    private static final String FRESH = "new_password";
    private static final String AGAIN = "new_password_again";

    private final OwnFactors factors;
    private final Users users;
    private final Frame frame;

    PasswordPage(OwnFactors factors, Users users, Frame frame) {
        this.factors = factors;
        this.users = users;
        this.frame = frame;
    }

    public Response get(Request request, Owner owner) {
        return show(owner, 200, form(owner));
    }

    public Response post(Request request, Owner owner) {
        Parameters sent = owner.sent();
        char[] current = sent.find(CURRENT).orElse("").toCharArray();
        char[] wanted = sent.find(FRESH).orElse("").toCharArray();
        char[] again = sent.find(AGAIN).orElse("").toCharArray();
        try {
            Map<String, String> problems = problems(owner.texts(), current, wanted, again);
            return problems.isEmpty()
                    ? change(owner, current, wanted)
                    : show(owner, 422, form(owner).problems(problems));
        } finally {
            Arrays.fill(current, '\0');
            Arrays.fill(wanted, '\0');
            Arrays.fill(again, '\0');
        }
    }

    private Response change(Owner owner, char[] current, char[] wanted) {
        Texts texts = owner.texts();
        try {
            PasswordChanged changed = factors.changePassword(owner.change(), current, wanted);
            return switch (changed.change()) {
                case PasswordChange.Changed _ ->
                        frame.done(
                                owner,
                                Section.OVERVIEW.path(),
                                Notice.PASSWORD,
                                changed.reference());
                case PasswordChange.Refused _ ->
                        show(
                                owner,
                                422,
                                form(owner)
                                        .problems(
                                                Map.of(
                                                        CURRENT,
                                                        texts.say("account.password.wrong"))));
                case PasswordChange.Throttled(Duration wait) ->
                        show(owner, 429, form(owner).problem(Waits.words(texts, wait)))
                                .retryAfter(wait);
            };
        } catch (PasswordRefused e) {
            return show(owner, 422, form(owner).problems(PasswordWords.of(texts, e)));
        } catch (Busy e) {
            return show(owner, 503, form(owner).problem(texts.say("setup.busy")))
                    .retryAfter(e.retryAfter());
        }
    }

    private static Map<String, String> problems(
            Texts texts, char[] current, char[] wanted, char[] again) {
        var problems = new LinkedHashMap<String, String>();
        if (current.length == 0) {
            problems.put(CURRENT, texts.say("form.missing"));
        }
        if (wanted.length == 0) {
            problems.put(FRESH, texts.say("form.missing"));
        } else if (!Arrays.equals(wanted, again)) {
            problems.put(AGAIN, texts.say("setup.password.differ"));
        }
        return problems;
    }

    private Response show(Owner owner, int status, Form form) {
        Texts texts = owner.texts();
        var page = frame.page(owner, texts.say("account.password")).status(status);
        if (users.findPassword(owner.user().id()).isEmpty()) {
            return page.add(Tag.of("p", texts.say("account.password.none.why"))).respond();
        }
        return page.add(Tag.of("p", texts.say("account.password.why")), form.render()).respond();
    }

    private Form form(Owner owner) {
        Texts texts = owner.texts();
        // A password manager takes the name from here; nobody sees it.
        Tag name =
                Tag.of("input")
                        .with("type", "text")
                        .with("name", "username")
                        .with("autocomplete", "username")
                        .with("value", owner.user().username().value())
                        .flag("readonly")
                        .flag("hidden");
        return frame.form(owner, PATH)
                .row(name)
                .field(
                        Field.password(
                                CURRENT, texts.say("account.password.current"), "current-password"))
                .field(
                        Field.password(FRESH, texts.say("setup.password.new"), "new-password")
                                .withHint(
                                        texts.say("setup.password.hint", users.shortestPassword())))
                .field(Field.password(AGAIN, texts.say("setup.password.new.again"), "new-password"))
                .button(texts.say("setup.save"));
    }
}
