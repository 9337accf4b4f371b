package dev.microauth.bridge;

import dev.microauth.bridge.BridgeResult.Answered;
import dev.microauth.bridge.BridgeResult.Change;
import dev.microauth.bridge.BridgeResult.Header;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Signing in: to the server with a request, and back with its answer.
final class SignInDoor {
    private static final System.Logger LOG = System.getLogger(SignInDoor.class.getName());
    private static final Duration TO_SIGN_IN = Duration.ofMinutes(30);

    private final Setup setup;
    private final Server server;
    private final TokenEndpoint tokens;
    private final Cookies cookies;
    private final Sessions sessions;
    private final Randomness randomness;

    /// What was chosen when the bridge was built.
    ///
    /// @param parameters of authorization requests, besides those of the protocol
    record Setup(
            Registration registration,
            BridgePaths paths,
            Map<String, String> parameters,
            InstantSource clock) {}

    SignInDoor(
            Setup setup,
            Server server,
            TokenEndpoint tokens,
            Cookies cookies,
            Sessions sessions,
            Randomness randomness) {
        this.setup = setup;
        this.server = server;
        this.tokens = tokens;
        this.cookies = cookies;
        this.sessions = sessions;
        this.randomness = randomness;
    }

    /// The page of the application that was asked for is where they come back to.
    Answered begin(ReturnTo returnTo, Map<String, String> sent, List<Header> more, Change change) {
        Registration client = setup.registration();
        Attempt attempt = Attempt.begin(randomness, returnTo, setup.clock().instant());
        var query = new LinkedHashMap<>(setup.parameters());
        query.put("response_type", "code");
        query.put("client_id", client.clientId());
        query.put("redirect_uri", client.redirectUri(setup.paths()));
        query.put("scope", client.scope());
        query.put("state", attempt.state());
        query.put("nonce", attempt.nonce());
        query.put("code_challenge", attempt.challenge());
        query.put("code_challenge_method", "S256");
        var headers = new ArrayList<>(more);
        headers.addAll(cookies.keep(attempt, TO_SIGN_IN, sent));
        return Answers.seeOther(
                server.metadata().authorization() + "?" + Form.encode(query), headers, change);
    }

    /// The browser comes back.
    Answered finish(BridgeRequest request, Map<String, String> sent) throws BridgeRefusal {
        Form answer =
                Form.parse(request.query())
                        .orElseThrow(() -> BridgeRefusal.unfinished("a field came twice"));
        Attempt attempt = attempt(answer, sent);
        checkIssuer(answer);
        Optional<String> error = answer.find("error");
        if (error.isPresent()) {
            throw refused(error.get());
        }
        String code =
                answer.find("code").orElseThrow(() -> BridgeRefusal.unfinished("there is no code"));
        return switch (tokens.redeem(code, attempt, setup.paths())) {
            case TokenEndpoint.Answer.Over(String detail) -> throw BridgeRefusal.unfinished(detail);
            case TokenEndpoint.Answer.Granted(Tokens granted) -> begun(attempt, granted, sent);
        };
    }

    /// RFC 6749 §10.12: an answer is taken only in the browser that asked, and not for ever.
    private Attempt attempt(Form answer, Map<String, String> sent) throws BridgeRefusal {
        String state =
                answer.find("state")
                        .orElseThrow(() -> BridgeRefusal.unfinished("there is no state"));
        Attempt attempt =
                cookies.attempt(state, sent)
                        .filter(begun -> IdTokenRules.constantTimeEquals(begun.state(), state))
                        .orElseThrow(() -> BridgeRefusal.unfinished("no attempt has this state"));
        Instant now = setup.clock().instant();
        if (!now.isBefore(attempt.begunAt().plus(TO_SIGN_IN))) {
            throw BridgeRefusal.unfinished("the attempt is too old");
        }
        return attempt;
    }

    /// RFC 9207 §2.4: the answer is that of the server that was asked.
    private void checkIssuer(Form answer) throws BridgeRefusal {
        Optional<String> issuer = answer.find("iss");
        boolean missing = issuer.isEmpty() && server.metadata().namesItself();
        if (missing
                || issuer.filter(iss -> !iss.equals(setup.registration().issuer())).isPresent()) {
            throw BridgeRefusal.unfinished("the answer is not from this issuer");
        }
    }

    private static BridgeRefusal refused(String error) {
        return switch (error) {
            case "access_denied" ->
                    new BridgeRefusal(
                            403,
                            "You were not signed in: it was refused, by you or by the server.",
                            "the server answered access_denied");
            case "temporarily_unavailable", "server_error" ->
                    BridgeRefusal.unreachable("the server answered " + error);
            default -> BridgeRefusal.unfinished("the server answered with another error");
        };
    }

    /// Always a session of its own: nothing that was in the browser before becomes part of it.
    private Answered begun(Attempt attempt, Tokens granted, Map<String, String> sent)
            throws BridgeRefusal {
        Session session = Session.begun(randomness.token(), setup.clock().instant(), granted);
        boolean other = sessions.isOfAnother(session.identity().subject(), sent);
        sessions.told(sent).ifPresent(sessions::end);
        LOG.log(Level.DEBUG, () -> session + " begins");
        var headers =
                new ArrayList<>(sessions.keep(session, cookies.without(attempt.state(), sent)));
        headers.add(cookies.dropAttempt(attempt.state()));
        return Answers.seeOther(
                setup.registration().base() + attempt.returnTo(),
                headers,
                other ? Change.REPLACED : Change.SIGNED_IN);
    }
}
