package dev.microauth.web.pages;

import dev.microauth.db.StorageException;
import dev.microauth.link.Administrator;
import dev.microauth.link.Links;
import dev.microauth.link.Offer;
import dev.microauth.link.Purpose;
import dev.microauth.password.Busy;
import dev.microauth.problem.AuthException.AlreadyExists;
import dev.microauth.problem.AuthException.Invalid;
import dev.microauth.secret.Secret;
import dev.microauth.token.Issuers;
import dev.microauth.user.User;
import dev.microauth.web.http.Anyone;
import dev.microauth.web.http.MalformedRequest;
import dev.microauth.web.http.Parameters;
import dev.microauth.web.http.Request;
import dev.microauth.web.http.Response;
import dev.microauth.web.oauth.Origins;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// `/setup/{link}`: where somebody chooses a password, or becomes an administrator. Looking changes nothing, so that
/// whoever previews the link does not spend it.
public final class SetupPage {
    /// The path of its rows.
    public static final String PATH = Links.PATH + "{link}";

    private static final System.Logger LOG = System.getLogger(SetupPage.class.getName());

    private final Links links;
    private final Issuers issuers;
    private final String hint;

    public SetupPage(Links links, Issuers issuers, int shortestPassword) {
        this.links = links;
        this.issuers = issuers;
        this.hint =
                "At least "
                        + shortestPassword
                        + " characters of any kind. Several words that have nothing to do with each other are long and"
                        + " easy to keep.";
    }

    public Response get(Request request, Anyone anyone) {
        try {
            return links.find(link(request))
                    .map(offer -> form(200, offer, Typed.NOTHING, new Form()))
                    .orElseGet(SetupPage::gone);
        } catch (StorageException.Unavailable e) {
            return unavailable(request, e);
        }
    }

    public Response post(Request request, Anyone anyone) {
        try {
            // Security H2: the link itself is what no other site knows; what a browser says of one
            // is heard all the
            // same.
            if (isForeign(request)) {
                return Page.of(
                        403,
                        "Not from this page",
                        Tag.of(
                                "p",
                                "This was sent by another site. Open the link again and use its form."));
            }
            Secret link = link(request);
            return links.find(link)
                    .map(offer -> redeem(request, link, offer))
                    .orElseGet(SetupPage::gone);
        } catch (MalformedRequest e) {
            return Page.of(400, "This cannot be read", Tag.of("p", e.publicText()));
        } catch (StorageException.Unavailable e) {
            return unavailable(request, e);
        }
    }

    /// What somebody typed, without the passwords.
    private record Typed(String username, String email) {
        static final Typed NOTHING = new Typed("", "");
    }

    private Response redeem(Request request, Secret link, Offer offer) {
        Parameters sent = request.form().refuseDuplicates();
        var typed = new Typed(sent.find("username").orElse(""), sent.find("email").orElse(""));
        char[] password = sent.find("password").orElse("").toCharArray();
        char[] again = sent.find("password_again").orElse("").toCharArray();
        try {
            Map<String, String> problems = problems(offer, typed, password, again);
            if (!problems.isEmpty()) {
                return form(422, offer, typed, new Form().problems(problems));
            }
            return redeem(request, link, offer, typed, password).orElseGet(SetupPage::gone);
        } catch (Invalid e) {
            return form(422, offer, typed, new Form().problems(e.fields()));
        } catch (AlreadyExists e) {
            return form(409, offer, typed, new Form().problem(upper(e) + ": choose another."));
        } catch (Busy e) {
            return form(
                            503,
                            offer,
                            typed,
                            new Form().problem("The server is busy: send this again in a moment."))
                    .with("retry-after", Long.toString(Math.max(1, e.retryAfter().toSeconds())));
        } finally {
            Arrays.fill(password, '\0');
            Arrays.fill(again, '\0');
        }
    }

    private Optional<Response> redeem(
            Request request, Secret link, Offer offer, Typed typed, char[] password) {
        var origin = Origins.of(request);
        return switch (offer) {
            case Offer.Administration _ ->
                    links.createAdministrator(
                                    link,
                                    new Administrator(typed.username(), typed.email(), password),
                                    origin)
                            .map(this::administrator);
            case Offer.ChoiceOfPassword _ ->
                    links.choosePassword(link, password, origin).map(SetupPage::done);
        };
    }

    private static Map<String, String> problems(
            Offer offer, Typed typed, char[] password, char[] again) {
        var problems = new LinkedHashMap<String, String>();
        if (offer instanceof Offer.Administration) {
            if (typed.username().isBlank()) {
                problems.put("username", "is missing");
            }
            if (typed.email().isBlank()) {
                problems.put("email", "is missing");
            }
        }
        if (password.length == 0) {
            problems.put("password", "is missing");
        } else if (!Arrays.equals(password, again)) {
            problems.put("password_again", "The two passwords differ.");
        }
        return problems;
    }

    private Response form(int status, Offer offer, Typed typed, Form form) {
        return switch (offer) {
            case Offer.Administration _ ->
                    Page.of(
                            status,
                            "Set up the administrator",
                            Tag.of(
                                    "p",
                                    "You are about to become an administrator of this server, with every permission."),
                            form.text(
                                            "username",
                                            "Username",
                                            "Letters, digits and . _ - + @",
                                            "text",
                                            "username",
                                            typed.username())
                                    .text("email", "E-mail", "", "email", "email", typed.email())
                                    .password("password", "Password", hint)
                                    .password("password_again", "Password again", "")
                                    .render("Create the administrator"));
            case Offer.ChoiceOfPassword(User user, Purpose purpose) ->
                    Page.of(
                            status,
                            purpose == Purpose.INVITATION ? "Welcome" : "Choose a new password",
                            Tag.of("p").text("Choose the password of ").add(name(user)).text("."),
                            form.password("password", "New password", hint)
                                    .password("password_again", "New password again", "")
                                    .render("Save the password"));
        };
    }

    private Response administrator(User user) {
        return Page.of(
                200,
                "The administrator is there",
                Tag.of("p").add(name(user)).text(" may do everything here. The link is used up."),
                Tag.of("p", "Sign in from a terminal:"),
                Tag.of("pre", Tag.of("code", "mad session login --admin-url " + issuers.admin()))
                        .with("tabindex", "0"));
    }

    private static Response done(User user) {
        return Page.of(
                200,
                "The password is saved",
                Tag.of("p")
                        .text("From now on ")
                        .add(name(user))
                        .text(
                                " signs in with it. The link is used up, and you can close this page."));
    }

    /// One page for a link that is unknown, used up, expired, or of somebody who is kept out.
    private static Response gone() {
        return Page.of(
                404,
                "This link does nothing",
                Tag.of(
                        "p",
                        "It works once and for a limited time: it may have been used already, or be too old, or not be"
                                + " complete."),
                Tag.of("p", "Ask whoever gave it to you for another one."));
    }

    private static Response unavailable(Request request, StorageException e) {
        LOG.log(Level.ERROR, "storage, request " + request.requestId() + ": " + e.getMessage());
        return Page.of(
                        503,
                        "Not now",
                        Tag.of(
                                "p",
                                "The server cannot save anything at this moment. Try again soon."))
                .with("retry-after", "5");
    }

    // An isolated name: letters written from right to left do not reach the text around it.
    private static Tag name(User user) {
        return Tag.of("strong", Tag.of("bdi", user.username().value()));
    }

    private static Secret link(Request request) {
        return Secret.of(request.pathParameter("link"));
    }

    /// Whether the browser says that another site sent the form. Under `no-referrer` it says `Origin: null` even of our
    /// own, and older ones say nothing else.
    private boolean isForeign(Request request) {
        Optional<String> site = request.header("sec-fetch-site");
        if (site.isPresent()) {
            return !site.get().equals("same-origin");
        }
        return request.header("origin")
                .filter(origin -> !origin.equals("null") && !origin.equals(ownOrigin()))
                .isPresent();
    }

    private String ownOrigin() {
        URI issuer = URI.create(issuers.auth());
        return issuer.getScheme() + "://" + issuer.getRawAuthority();
    }

    private static String upper(RuntimeException e) {
        String text = String.valueOf(e.getMessage());
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
