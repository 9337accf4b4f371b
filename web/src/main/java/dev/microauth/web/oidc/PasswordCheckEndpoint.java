package dev.microauth.web.oidc;

import dev.microauth.api.PasswordQuestion;
import dev.microauth.api.PasswordVerdict;
import dev.microauth.client.AuthenticatedCaller;
import dev.microauth.credential.PasswordProof.Verdict;
import dev.microauth.grant.PasswordCheck;
import dev.microauth.secret.Secret;
import dev.microauth.web.http.Request;
import dev.microauth.web.http.Response;
import dev.microauth.web.oauth.OAuthForm;
import dev.microauth.web.oauth.Origins;
import dev.microauth.web.wire.JsonBody;
import dev.microauth.web.wire.RecordAnswer;

/// POST /users/verify-password: a client asks whether a name and a password belong together, and nothing is issued.
public final class PasswordCheckEndpoint {
    private final PasswordCheck passwords;

    public PasswordCheckEndpoint(PasswordCheck passwords) {
        this.passwords = passwords;
    }

    public Response post(Request request, AuthenticatedCaller client) {
        PasswordQuestion asked = asked(request);
        Verdict found =
                passwords.check(
                        client, asked.username(), Secret.of(asked.password()), Origins.of(request));
        return RecordAnswer.ok(
                new PasswordVerdict(found != Verdict.WRONG, found == Verdict.RIGHT_BUT_NOT_ENOUGH));
    }

    /// JSON, or a form for those clients that show their secret in it.
    private static PasswordQuestion asked(Request request) {
        if (request.hasForm()) {
            OAuthForm form = OAuthForm.of(request);
            return new PasswordQuestion(form.required("username"), form.required("password"));
        }
        return new JsonBody(request).read(PasswordQuestion.class);
    }
}
