package dev.microauth.examples.javalin;

import dev.microauth.MicroAuth;
import dev.microauth.acting.AuthorizationRequest;
import dev.microauth.acting.SignedInUser;
import dev.microauth.problem.AuthException;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// The pages, and who is signed in to them: the session of the browser names the sign-in that the engine keeps.
final class Pages {
    private static final String BEGUN = "begun";
    private static final String PERSON = "person";
    private static final String NOBODY =
            "<p>Nobody is signed in. <a href=\"/sign-in\">Sign in</a></p>\n";

    private final MicroAuth auth;

    Pages(MicroAuth auth) {
        this.auth = auth;
    }

    void home(Context ctx) {
        ctx.header("Cache-Control", "no-store");
        Optional<SignedInUser> person = Optional.ofNullable(ctx.sessionAttribute(PERSON));
        try {
            ctx.html(person.map(Pages::greeting).orElse(NOBODY));
        } catch (AuthException.Refused ended) {
            // Signed out elsewhere, ended by an administrator, or too old.
            ctx.req().getSession().invalidate();
            ctx.html(NOBODY);
        }
    }

    // A username has letters, digits and . _ - + @ only, and a token is base64url.
    private static String greeting(SignedInUser person) {
        return """
        <p>Hello %s.</p>
        <p>A token for the API: <code>%s</code></p>
        <form method="post" action="/sign-out"><button name="leave" value="yes">Sign out</button></form>
        """
                .formatted(person.user().username(), person.issueToken().compact());
    }

    void signIn(Context ctx) {
        var request = auth.flows().authorizationCode().client("notes").scopes("openid").start();
        ctx.sessionAttribute(BEGUN, request);
        ctx.redirect(request.url(), HttpStatus.SEE_OTHER);
    }

    void callback(Context ctx) {
        Optional<AuthorizationRequest> begun =
                Optional.ofNullable(ctx.consumeSessionAttribute(BEGUN));
        if (begun.isEmpty()) {
            ctx.status(HttpStatus.BAD_REQUEST).result("This browser began no sign-in.\n");
            return;
        }
        Map<String, String> parameters =
                ctx.queryParamMap().entrySet().stream()
                        .collect(
                                Collectors.toMap(
                                        Map.Entry::getKey, each -> each.getValue().getFirst()));
        try {
            // Compares state, issuer, client, verifier and nonce.
            var person = auth.flows().redeem(begun.get(), parameters);
            // Another session than the one in which a stranger may have begun.
            ctx.req().changeSessionId();
            ctx.sessionAttribute(PERSON, person);
            ctx.redirect("/", HttpStatus.SEE_OTHER);
        } catch (AuthException.Refused refused) {
            ctx.status(HttpStatus.FORBIDDEN).result(refused.getMessage() + "\n");
        }
    }

    void signOut(Context ctx) {
        Optional<SignedInUser> person = Optional.ofNullable(ctx.sessionAttribute(PERSON));
        ctx.req().getSession().invalidate();
        try {
            // At the engine too: the door asks for the password again.
            person.ifPresent(each -> auth.sessions().end(each.session()));
        } catch (AuthException.NotFound ended) {
            // It had ended already.
        }
        ctx.redirect("/", HttpStatus.SEE_OTHER);
    }
}
