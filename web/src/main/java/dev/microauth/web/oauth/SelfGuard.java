package dev.microauth.web.oauth;

import dev.microauth.actor.Actor;
import dev.microauth.client.Clients;
import dev.microauth.key.Ring;
import dev.microauth.oauth.OAuthError;
import dev.microauth.oauth.OAuthRefusal;
import dev.microauth.subject.UserId;
import dev.microauth.token.AccessTokens;
import dev.microauth.token.LiveToken;
import dev.microauth.web.http.Admission;
import dev.microauth.web.http.Guard;
import dev.microauth.web.http.Request;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// Lets a person in who looks after their own account, through a client of the house.
public final class SelfGuard implements Guard<SelfGuard.Self> {
    /// Security E5: how old a sign-in may be by which somebody changes their way in.
    public static final Duration RECENT = Duration.ofMinutes(5);

    private final BearerGuard bearer;
    private final Clients clients;
    private final Optional<InstantSource> clock;

    private SelfGuard(AccessTokens tokens, Clients clients, Optional<InstantSource> clock) {
        this.bearer = new BearerGuard(tokens, Ring.AUTH);
        this.clients = clients;
        this.clock = clock;
    }

    /// The person, and the token that speaks for them.
    public record Self(UserId user, LiveToken token) {
        public Actor actor(Request request) {
            return Bearers.actor(request, token);
        }
    }

    /// For looking.
    public static SelfGuard reading(AccessTokens tokens, Clients clients) {
        return new SelfGuard(tokens, clients, Optional.empty());
    }

    /// For changes: the token is for this server, and the person signed in within the last five minutes.
    public static SelfGuard recent(AccessTokens tokens, Clients clients, InstantSource clock) {
        return new SelfGuard(tokens, clients, Optional.of(clock));
    }

    @Override
    public String name() {
        return clock.isPresent() ? "self:recent" : "self";
    }

    @Override
    public Admission<Self> admit(Request request) {
        return switch (bearer.admit(request)) {
            case Admission.Refused<LiveToken>(var response) -> Admission.refused(response);
            case Admission.Admitted<LiveToken>(LiveToken token) ->
                    Refusals.admission(request, () -> self(token));
        };
    }

    private Self self(LiveToken token) {
        if (!Bearers.isOfTheHouse(clients, token)) {
            throw OAuthRefusal.insufficientScope(
                    "Only first-party clients may reach the account itself.");
        }
        UserId user =
                token.userId()
                        .orElseThrow(() ->
                                OAuthRefusal.insufficientScope("The token speaks for no user."));
        clock.ifPresent(now -> {
            requireOwnAudience(token);
            requireRecent(token, now.instant());
        });
        return new Self(user, token);
    }

    private static void requireOwnAudience(LiveToken token) {
        // RFC 9068 §4: whoever is sent a token for their own server could show it here, and take
        // the account over.
        if (!token.token().audience().contains(token.token().issuer())) {
            throw OAuthRefusal.insufficientScope(
                    "The token was made for another audience, and so it changes nothing here: use a client"
                            + " whose tokens are for this server.");
        }
    }

    /// Throws [OAuthRefusal] unless the token comes from a sign-in of the last five minutes.
    public static void requireRecent(LiveToken token, Instant now) {
        // RFC 9470 §3: the challenge says how old the sign-in may be.
        boolean recent =
                token.token()
                        .integer("auth_time")
                        .map(Instant::ofEpochSecond)
                        .filter(at -> !at.plus(RECENT).isBefore(now))
                        .isPresent();
        if (!recent) {
            throw new OAuthRefusal(
                    OAuthError.INSUFFICIENT_USER_AUTHENTICATION,
                    "Sign in again: this takes a sign-in of the last five minutes.",
                    "sign-in is too old for a change");
        }
    }
}
