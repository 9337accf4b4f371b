package dev.microauth.web.signin;

import dev.microauth.Engine;
import dev.microauth.actor.Actor;
import dev.microauth.actor.Origin;
import dev.microauth.credential.Attempt;
import dev.microauth.credential.HalfProof;
import dev.microauth.credential.SignIn;
import dev.microauth.key.Ring;
import dev.microauth.passkey.PasskeyAnswer;
import dev.microauth.session.BrowserSession;
import dev.microauth.user.User;
import dev.microauth.web.browser.Browser;
import dev.microauth.web.http.Parameters;
import dev.microauth.web.http.Response;
import dev.microauth.web.oauth.Origins;
import dev.microauth.web.pages.Texts;
import java.time.Duration;
import java.util.Optional;

/// What an attempt to sign in leads to, whichever page it was made on.
final class Entry {
    static final String SECOND_FACTOR = "/login/second-factor";

    private final Engine auth;
    private final Ring ring;
    private final Browser browser;
    private final Passages passages;
    private final Onward onward;

    Entry(Door door, Passages passages, Onward onward) {
        this.auth = door.auth();
        this.ring = door.ring();
        this.browser = door.browser();
        this.passages = passages;
        this.onward = onward;
    }

    /// Shows the page again with what went wrong.
    interface Again {
        Response show(int status, String problem);
    }

    Attempt attempt(Passage passage) {
        return new Attempt(Origins.of(passage.request()), browser.device(passage.request()));
    }

    /// What the script of a passkey page sent, if anything.
    static Optional<PasskeyAnswer> passkey(Passage passage, Parameters sent) {
        return sent.find("passkey_credential")
                .flatMap(credential ->
                        sent.find("passkey_state")
                                .map(state ->
                                        new PasskeyAnswer(state, credential, passage.holder())));
    }

    /// @param wrong what is said of every refusal, whatever its reason
    Response after(Passage passage, SignIn result, String wrong, Again again) {
        Texts texts = passage.visit().texts();
        return switch (result) {
            case SignIn.Proven proof when admits(proof.user(), passage) -> signedIn(passage, proof);
            case SignIn.Halfway(HalfProof half) when admits(half.user(), passage) ->
                    passages.redirect(
                            passage.with(
                                    passage.stage()
                                            .withHalf(auth.signIns().seal(half, passage.holder()))),
                            SECOND_FACTOR);
            // Security G1: one answer, whoever it is and whatever was wrong.
            case SignIn.Proven _, SignIn.Halfway _, SignIn.Refused _ -> again.show(400, wrong);
            case SignIn.Throttled(Duration delay) ->
                    again.show(429, texts.say("sign-in.throttled", wait(texts, delay)))
                            .retryAfter(delay);
            case SignIn.Busy(Duration delay) ->
                    again.show(503, texts.say("sign-in.busy")).retryAfter(delay);
        };
    }

    /// The admin port lets administrators in, and tells nobody else so.
    private boolean admits(User user, Passage passage) {
        if (ring == Ring.AUTH || auth.access().isAdministrator(user.id())) {
            return true;
        }
        Origin origin = Origins.of(passage.request());
        auth.noteRefusal(
                Actor.user(user.id().toString(), origin),
                "user holds no admin permission, sign-in page");
        return false;
    }

    private Response signedIn(Passage passage, SignIn.Proven proof) {
        BrowserSession fresh =
                auth.sessions()
                        .signIn(ring, proof, passage.session(), Origins.of(passage.request()));
        Response answer =
                onward.go(
                        passage.with(fresh.session())
                                .with(passage.stage().signedIn(fresh.session())));
        if (ring == Ring.AUTH) {
            answer = browser.signedIn(answer, fresh, auth.clock().instant());
        }
        return browser.mark(answer, auth.signIns().deviceMark(proof));
    }

    private static String wait(Texts texts, Duration delay) {
        long seconds = Math.max(1, (delay.toMillis() + 999) / 1000);
        if (seconds == 1) {
            return texts.say("sign-in.throttled.second");
        }
        return seconds < 90
                ? texts.say("sign-in.throttled.seconds", seconds)
                : texts.say("sign-in.throttled.minutes", (seconds + 59) / 60);
    }
}
