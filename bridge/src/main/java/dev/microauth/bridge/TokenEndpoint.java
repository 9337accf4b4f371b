package dev.microauth.bridge;

import dev.microauth.bridge.IdTokenRules.Disbelieved;
import dev.microauth.bridge.IdTokenRules.UnknownKey;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/// The server's token endpoint, as this client uses it.
final class TokenEndpoint {
    private static final System.Logger LOG = System.getLogger(TokenEndpoint.class.getName());
    private static final long MOST_SECONDS = 86_400;

    private final Server server;
    private final Outgoing outgoing;
    private final Registration registration;
    private final IdTokenRules rules;
    private final UserInfo userInfo;
    private final InstantSource clock;

    /// What it answered.
    sealed interface Answer {
        record Granted(Tokens tokens) implements Answer {}

        /// The code or refresh token is spent, expired or taken back.
        record Over(String detail) implements Answer {}
    }

    TokenEndpoint(
            Server server,
            Outgoing outgoing,
            Registration registration,
            IdTokenRules rules,
            InstantSource clock) {
        this.server = server;
        this.outgoing = outgoing;
        this.registration = registration;
        this.rules = rules;
        this.userInfo = new UserInfo(server, outgoing);
        this.clock = clock;
    }

    /// @throws Unreachable when there is no answer that decides
    Answer redeem(String code, Attempt attempt, BridgePaths paths) {
        Instant asked = clock.instant();
        var reply =
                ask(
                        registration.form(
                                "grant_type",
                                "authorization_code",
                                "code",
                                code,
                                "redirect_uri",
                                registration.redirectUri(paths),
                                "code_verifier",
                                attempt.verifier()));
        if (isOver(reply)) {
            return new Answer.Over("the code was refused: invalid_grant");
        }
        Map<String, Object> members = granted(reply);
        String idToken = text(members, "id_token").orElseThrow(() -> missing("id_token"));
        String accessToken =
                text(members, "access_token").orElseThrow(() -> missing("access_token"));
        try {
            String subject = rules.checkFirst(idToken, accessToken, attempt);
            return new Answer.Granted(
                    new Tokens(
                            idToken,
                            accessToken,
                            expiry(members, asked),
                            text(members, "refresh_token"),
                            text(members, "scope").orElse(registration.scope()),
                            userInfo.of(subject, accessToken)));
        } catch (Disbelieved e) {
            return new Answer.Over("not believed: " + e.getMessage());
        }
    }

    /// @throws Unreachable when there is no answer that decides
    Answer renew(Session session, String refreshToken) {
        Instant asked = clock.instant();
        var reply =
                ask(
                        registration.form(
                                "grant_type", "refresh_token", "refresh_token", refreshToken));
        if (isOver(reply)) {
            return new Answer.Over("the refresh token was refused: invalid_grant");
        }
        Map<String, Object> members = granted(reply);
        Tokens before = session.tokens();
        String accessToken =
                text(members, "access_token").orElseThrow(() -> missing("access_token"));
        try {
            return new Answer.Granted(
                    new Tokens(
                            idToken(members, accessToken, session),
                            accessToken,
                            expiry(members, asked),
                            // RFC 6749 §6: without a new one the old one stays.
                            text(members, "refresh_token").or(() -> Optional.of(refreshToken)),
                            text(members, "scope").orElse(before.scope()),
                            profile(session, accessToken)));
        } catch (Disbelieved e) {
            return new Answer.Over("not believed: " + e.getMessage());
        }
    }

    /// The ID token of before serves on where the new one's key cannot be had: the refresh token is spent already, and Core
    /// §3.1.3.7 (6) lets the connection to the token endpoint vouch for what comes by it. Nothing is read from the new one.
    private String idToken(Map<String, Object> members, String accessToken, Session session)
            throws Disbelieved {
        Optional<String> next = text(members, "id_token");
        try {
            if (next.isPresent()) {
                rules.checkRenewed(next.get(), accessToken, session);
            }
            return next.orElse(session.tokens().idToken());
        } catch (UnknownKey | Unreachable e) {
            LOG.log(Level.WARNING, "going on with the ID token from before: " + e.getMessage());
            return session.tokens().idToken();
        }
    }

    /// What was known of the person is good enough where there is no answer: the refresh token is spent already.
    private Map<String, Object> profile(Session session, String accessToken) throws Disbelieved {
        try {
            return userInfo.of(session.identity().subject(), accessToken);
        } catch (Unreachable e) {
            LOG.log(Level.WARNING, "going on with the claims from before: " + e.getMessage());
            return session.tokens().profile();
        }
    }

    /// Takes a refresh token back (RFC 7009), as well as it goes.
    void revoke(String refreshToken) {
        server.metadata()
                .revocation()
                .ifPresent(place ->
                        outgoing.post(
                                place,
                                registration.form("token", refreshToken),
                                registration.credentials()));
    }

    private Outgoing.Reply ask(Map<String, String> form) {
        return outgoing.post(server.metadata().token(), form, registration.credentials());
    }

    /// RFC 6749 §5.2. Every other error is one of the configuration or of the moment, which ends nobody's session.
    private static boolean isOver(Outgoing.Reply reply) {
        return reply.status() == 400 && "invalid_grant".equals(reply.json().get("error"));
    }

    private static Map<String, Object> granted(Outgoing.Reply reply) {
        if (reply.status() != 200) {
            String error =
                    reply.status() == 400 || reply.status() == 401
                            ? text(reply.json(), "error").orElse("no error code")
                            : "no answer of the protocol";
            throw new Unreachable("the token endpoint answered " + reply.status() + ", " + error);
        }
        return reply.json();
    }

    private static Instant expiry(Map<String, Object> members, Instant asked) {
        long seconds =
                members.get("expires_in") instanceof Long stated && stated > 0
                        ? Math.min(stated, MOST_SECONDS)
                        : 60;
        return asked.plusSeconds(seconds);
    }

    private static Optional<String> text(Map<String, Object> members, String name) {
        return members.get(name) instanceof String text && !text.isEmpty()
                ? Optional.of(text)
                : Optional.empty();
    }

    private static Unreachable missing(String name) {
        return new Unreachable("the token endpoint's answer has no " + name);
    }
}
