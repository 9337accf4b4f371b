package dev.microauth;

import dev.microauth.actor.Origin;
import dev.microauth.authorize.Answer;
import dev.microauth.authorize.AuthorizationRequest;
import dev.microauth.authorize.Checked;
import dev.microauth.authorize.Decision;
import dev.microauth.authorize.Progress;
import dev.microauth.credential.Attempt;
import dev.microauth.credential.SecondFactor;
import dev.microauth.credential.SignIn;
import dev.microauth.grant.TokenRequest;
import dev.microauth.grant.TokenResponse;
import dev.microauth.key.Ring;
import dev.microauth.session.Session;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// An application, and a browser with somebody in front of it, on their way through the authorization code flow.
public final class Flow {
    public static final String REDIRECT_URI = "https://app.example.com/callback";
    public static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    public static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    private final App app;
    private final Map<String, String> parameters = new LinkedHashMap<>();
    private Optional<Session> session = Optional.empty();
    private Progress progress;

    public Flow(App app) {
        this.app = app;
        this.progress = Progress.begun(app.site().clock().instant());
        with("client_id", app.id().value());
        with("response_type", "code");
        with("redirect_uri", REDIRECT_URI);
        with("scope", "openid");
        with("code_challenge", CHALLENGE);
        with("code_challenge_method", "S256");
    }

    /// An empty value takes the parameter away.
    public Flow with(String name, String value) {
        if (value.isEmpty()) {
            parameters.remove(name);
        } else {
            parameters.put(name, value);
        }
        return this;
    }

    /// The browser comes with the request now.
    public Flow begun() {
        progress = Progress.begun(app.site().clock().instant());
        return this;
    }

    public Flow chosen() {
        progress = progress.withChoice();
        return this;
    }

    /// With a password alone.
    public Flow signedIn(String username) {
        return signedIn(password(username));
    }

    /// With a password and the code of a phone.
    public Flow signedIn(String username, Phone phone) {
        if (!(password(username) instanceof SignIn.Halfway half)) {
            throw new AssertionError("a second factor was asked for");
        }
        var factor = new SecondFactor.TotpCode(phone.code());
        return signedIn(
                app.site()
                        .auth()
                        .signIns()
                        .withSecondFactor(half.proof(), factor, Attempt.from(Origin.NONE)));
    }

    private SignIn password(String username) {
        return app.site()
                .auth()
                .signIns()
                .withPassword(
                        username, Installation.PASSWORD.toCharArray(), Attempt.from(Origin.NONE));
    }

    private Flow signedIn(SignIn outcome) {
        Engine auth = app.site().auth();
        if (!(outcome instanceof SignIn.Proven proven)) {
            throw new AssertionError("signed in: " + outcome);
        }
        session =
                Optional.of(
                        auth.sessions().signIn(Ring.AUTH, proven, session, Origin.NONE).session());
        progress = progress.withProof(session.orElseThrow());
        return this;
    }

    /// In another tab of the same browser, where nothing was proved for this request.
    public Flow inTheBrowserOf(Flow other) {
        session = other.session;
        return this;
    }

    public Session session() {
        return session.orElseThrow();
    }

    public Checked check() {
        return app.site().auth().authorizations(Ring.AUTH).check(parameters);
    }

    public AuthorizationRequest request() {
        return switch (check()) {
            case Checked.Sound(AuthorizationRequest request) -> request;
            case Checked other -> throw new AssertionError("sound: " + other);
        };
    }

    public Decision decide() {
        return app.site().auth().authorizations(Ring.AUTH).decide(request(), session, progress);
    }

    public Answer answer() {
        return app.site()
                .auth()
                .authorizations(Ring.AUTH)
                .answer(request(), session(), progress, Origin.NONE)
                .orElseThrow();
    }

    public Answer consent() {
        return app.site()
                .auth()
                .authorizations(Ring.AUTH)
                .consent(request(), session(), progress, Origin.NONE)
                .orElseThrow();
    }

    public String code() {
        return Optional.ofNullable(answer().parameters().get("code")).orElseThrow();
    }

    /// With all that belongs to it.
    public TokenRequest.AuthorizationCode redemption(String code) {
        return new TokenRequest.AuthorizationCode(
                code, Optional.of(REDIRECT_URI), Optional.of(VERIFIER));
    }

    public TokenResponse redeem(String code) {
        return app.ask(redemption(code));
    }

    public TokenResponse tokens() {
        return redeem(code());
    }
}
