package dev.microauth.web.signin;

import dev.microauth.authorize.Answer;
import dev.microauth.authorize.Destination;
import dev.microauth.web.http.Response;
import dev.microauth.web.pages.Brand;
import dev.microauth.web.pages.Form;
import dev.microauth.web.pages.InlineScript;
import dev.microauth.web.pages.Tag;
import dev.microauth.web.pages.Visit;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/// How an answer travels to a client, through the browser.
final class Answers {
    private Answers() {}

    static Response send(Visit visit, Answer answer) {
        return switch (answer.destination().mode()) {
            // Security A11.
            case QUERY -> Response.seeOther(address(answer));
            case FORM_POST -> formPost(visit, answer);
        };
    }

    /// RFC 6749 §4.1.2: the parameters join those that the redirect URI has.
    static String address(Answer answer) {
        String uri = answer.destination().redirectUri();
        String parameters =
                answer.parameters().entrySet().stream()
                        .map(each -> encoded(each.getKey()) + "=" + encoded(each.getValue()))
                        .collect(Collectors.joining("&"));
        if (uri.indexOf('?') < 0) {
            return uri + "?" + parameters;
        }
        return uri.endsWith("?") || uri.endsWith("&") ? uri + parameters : uri + "&" + parameters;
    }

    /// Form Post Response Mode §2, §4: a form that sends itself, and a button where no script runs.
    private static Response formPost(Visit visit, Answer answer) {
        Destination destination = answer.destination();
        var form = new Form(visit.texts(), destination.redirectUri());
        answer.parameters().forEach(form::hidden);
        // Security A15: the one script that may run here is known by its hash.
        return visit.page(visit.texts().say("sign-in.return"))
                .brand(Brand.of(destination.client().name()))
                .leadingTo(destination.redirectUri())
                .inlineScript(InlineScript.SUBMIT)
                .add(
                        Tag.of("p", visit.texts().say("sign-in.return.why")),
                        form.button(visit.texts().say("sign-in.continue")).render())
                .respond();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
