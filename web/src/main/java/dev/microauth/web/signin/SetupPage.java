package dev.microauth.web.signin;

import dev.microauth.link.Administrator;
import dev.microauth.link.Links;
import dev.microauth.link.Offer;
import dev.microauth.link.Purpose;
import dev.microauth.password.Busy;
import dev.microauth.problem.AuthException.AlreadyExists;
import dev.microauth.problem.AuthException.Invalid;
import dev.microauth.secret.Secret;
import dev.microauth.token.Issuers;
import dev.microauth.user.PasswordRefused;
import dev.microauth.user.User;
import dev.microauth.web.browser.SameOrigin;
import dev.microauth.web.http.Anyone;
import dev.microauth.web.http.Parameters;
import dev.microauth.web.http.Request;
import dev.microauth.web.http.Response;
import dev.microauth.web.oauth.Origins;
import dev.microauth.web.pages.Field;
import dev.microauth.web.pages.Form;
import dev.microauth.web.pages.Pages;
import dev.microauth.web.pages.PasswordWords;
import dev.microauth.web.pages.Tag;
import dev.microauth.web.pages.Texts;
import dev.microauth.web.pages.Visit;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// `/setup/{link}`: where somebody chooses a password, or becomes an administrator. Looking changes nothing, so that
/// whoever previews the link does not spend it.
public final class SetupPage {
    /// The path of its rows.
    public static final String PATH = Links.PATH + "{link}";

    private final Links links;
    private final Issuers issuers;
    private final Pages pages;
    private final SameOrigin origin;
    private final int shortestPassword;

    public SetupPage(Links links, Issuers issuers, Pages pages, int shortestPassword) {
        this.links = links;
        this.issuers = issuers;
        this.pages = pages;
        this.origin = new SameOrigin(issuers.auth());
        this.shortestPassword = shortestPassword;
    }

    public Response get(Request request, Anyone anyone) {
        Visit visit = pages.visit(request);
        return links.find(link(request))
                .map(offer -> form(visit, 200, offer, new Attempted()))
                .orElseGet(() -> gone(visit));
    }

    public Response post(Request request, Anyone anyone) {
        Visit visit = pages.visit(request);
        // Security H2: the link itself is what no other site knows; what a browser says of one is
        // heard all the same.
        if (origin.isForeign(request)) {
            return visit.page(visit.texts().say("setup.foreign"))
                    .status(403)
                    .add(Tag.of("p", visit.texts().say("setup.foreign.why")))
                    .respond();
        }
        Secret link = link(request);
        return links.find(link)
                .map(offer -> redeem(visit, link, offer))
                .orElseGet(() -> gone(visit));
    }

    /// What somebody typed, without the passwords, and what was wrong about it.
    private record Attempted(
            String username, String email, Map<String, String> problems, Optional<String> problem) {
        Attempted() {
            this("", "", Map.of(), Optional.empty());
        }

        Attempted with(Map<String, String> wrong) {
            return new Attempted(username, email, wrong, Optional.empty());
        }

        Attempted with(String wrong) {
            return new Attempted(username, email, Map.of(), Optional.of(wrong));
        }
    }

    private Response redeem(Visit visit, Secret link, Offer offer) {
        Parameters sent = visit.request().form().refuseDuplicates();
        var typed =
                new Attempted(
                        sent.find("username").orElse(""),
                        sent.find("email").orElse(""),
                        Map.of(),
                        Optional.empty());
        char[] password = sent.find("password").orElse("").toCharArray();
        char[] again = sent.find("password_again").orElse("").toCharArray();
        Texts texts = visit.texts();
        try {
            Map<String, String> problems = problems(texts, offer, typed, password, again);
            return problems.isEmpty()
                    ? redeem(visit, link, offer, typed, password).orElseGet(() -> gone(visit))
                    : form(visit, 422, offer, typed.with(problems));
        } catch (PasswordRefused e) {
            return form(visit, 422, offer, typed.with(PasswordWords.of(texts, e)));
        } catch (Invalid e) {
            return form(visit, 422, offer, typed.with(e.fields()));
        } catch (AlreadyExists e) {
            return form(visit, 409, offer, typed.with(texts.say("setup.taken", upper(e))));
        } catch (Busy e) {
            return form(visit, 503, offer, typed.with(texts.say("setup.busy")))
                    .retryAfter(e.retryAfter());
        } finally {
            Arrays.fill(password, '\0');
            Arrays.fill(again, '\0');
        }
    }

    private Optional<Response> redeem(
            Visit visit, Secret link, Offer offer, Attempted typed, char[] password) {
        var from = Origins.of(visit.request());
        return switch (offer) {
            case Offer.Administration _ ->
                    links.createAdministrator(
                                    link,
                                    new Administrator(typed.username(), typed.email(), password),
                                    from)
                            .map(user -> administrator(visit, user));
            case Offer.ChoiceOfPassword _ ->
                    links.choosePassword(link, password, from).map(user -> done(visit, user));
        };
    }

    private static Map<String, String> problems(
            Texts texts, Offer offer, Attempted typed, char[] password, char[] again) {
        var problems = new LinkedHashMap<String, String>();
        if (offer instanceof Offer.Administration) {
            if (typed.username().isBlank()) {
                problems.put("username", texts.say("form.missing"));
            }
            if (typed.email().isBlank()) {
                problems.put("email", texts.say("form.missing"));
            }
        }
        if (password.length == 0) {
            problems.put("password", texts.say("form.missing"));
        } else if (!Arrays.equals(password, again)) {
            problems.put("password_again", texts.say("setup.password.differ"));
        }
        return problems;
    }

    private Response form(Visit visit, int status, Offer offer, Attempted attempted) {
        Texts texts = visit.texts();
        Form form =
                visit.form(Links.PATH + visit.request().pathParameter("link"))
                        .problems(attempted.problems());
        attempted.problem().ifPresent(form::problem);
        return switch (offer) {
            case Offer.Administration _ ->
                    visit.page(texts.say("setup.administrator"))
                            .status(status)
                            .add(
                                    Tag.of("p", texts.say("setup.administrator.why")),
                                    administration(texts, form, attempted).render())
                            .respond();
            case Offer.ChoiceOfPassword(User user, Purpose purpose) ->
                    visit.page(
                                    purpose == Purpose.INVITATION
                                            ? texts.say("setup.welcome")
                                            : texts.say("setup.reset"))
                            .status(status)
                            .add(
                                    texts.tag("p", "setup.whose", name(user)),
                                    passwords(
                                                    form,
                                                    texts.say("setup.password.new"),
                                                    texts.say("setup.password.new.again"),
                                                    hint(texts))
                                            .button(texts.say("setup.save"))
                                            .render())
                            .respond();
        };
    }

    private Form administration(Texts texts, Form form, Attempted attempted) {
        form.field(
                        Field.text("username", texts.say("setup.username"), "username")
                                .withHint(texts.say("setup.username.hint"))
                                .withValue(attempted.username()))
                .field(Field.email("email", texts.say("setup.email")).withValue(attempted.email()));
        return passwords(
                        form,
                        texts.say("setup.password"),
                        texts.say("setup.password.again"),
                        hint(texts))
                .button(texts.say("setup.administrator.button"));
    }

    private static Form passwords(Form form, String label, String again, String hint) {
        return form.field(Field.password("password", label, "new-password").withHint(hint))
                .field(Field.password("password_again", again, "new-password"));
    }

    private String hint(Texts texts) {
        return texts.say("setup.password.hint", shortestPassword);
    }

    private Response administrator(Visit visit, User user) {
        Texts texts = visit.texts();
        return visit.page(texts.say("setup.administrator.done"))
                .add(
                        texts.tag("p", "setup.administrator.done.who", name(user)),
                        Tag.of("p", texts.say("setup.administrator.done.next")),
                        Tag.of(
                                        "pre",
                                        Tag.of(
                                                "code",
                                                "mad session login --admin-url " + issuers.admin()))
                                .with("tabindex", "0"))
                .respond();
    }

    private static Response done(Visit visit, User user) {
        Texts texts = visit.texts();
        return visit.page(texts.say("setup.done"))
                .add(
                        texts.tag("p", "setup.done.who", name(user)),
                        visit.link("/account", texts.say("setup.done.next")))
                .respond();
    }

    /// One page for a link that is unknown, used up, expired, or of somebody who is kept out.
    private static Response gone(Visit visit) {
        Texts texts = visit.texts();
        return visit.page(texts.say("setup.gone"))
                .status(404)
                .add(
                        Tag.of("p", texts.say("setup.gone.why")),
                        Tag.of("p", texts.say("setup.gone.next")))
                .respond();
    }

    private static Tag name(User user) {
        return Tag.name(user.username().value());
    }

    private static Secret link(Request request) {
        return Secret.of(request.pathParameter("link"));
    }

    private static String upper(RuntimeException e) {
        String text = String.valueOf(e.getMessage());
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
