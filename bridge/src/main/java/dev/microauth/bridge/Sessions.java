package dev.microauth.bridge;

import dev.microauth.bridge.BridgeResult.Header;
import dev.microauth.bridge.LogoutTokenRules.Notice;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The sessions of this application: begun, found by their cookies, renewed before their tokens expire, ended.
final class Sessions {
    private static final System.Logger LOG = System.getLogger(Sessions.class.getName());
    private static final int MOST_ENDED = 100_000;
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final Cookies cookies;
    private final TokenEndpoint tokens;
    private final InstantSource clock;
    private final Times times;
    private final EndedSessions ended;
    private final Renewals renewals;
    private volatile Instant unreachableUntil = Instant.MIN;

    /// @param skew how long before its expiry an access token is renewed
    /// @param life how long a session lasts in all
    record Times(Duration skew, Duration life) {}

    Sessions(Cookies cookies, TokenEndpoint tokens, InstantSource clock, Times times) {
        this.cookies = cookies;
        this.tokens = tokens;
        this.clock = clock;
        this.times = times;
        this.ended = new EndedSessions(clock, times.life(), MOST_ENDED);
        this.renewals = new Renewals(clock);
    }

    /// Who these cookies speak for; asks the server where that is due.
    Presence find(Map<String, String> sent) {
        return cookies.session(sent)
                .map(this::judged)
                .orElseGet(() -> new Presence.Nobody(cookies.hasSession(sent)));
    }

    /// The same without asking the server: whose cookies these are.
    Optional<Session> told(Map<String, String> sent) {
        return cookies.session(sent)
                .map(renewals::latest)
                .filter(session -> !ended.contains(session));
    }

    /// Whether these are cookies of a session of which nothing may go over to this person: somebody else's, one that is
    /// over, or one that cannot be read.
    boolean isOfAnother(String subject, Map<String, String> sent) {
        return cookies.hasSession(sent)
                && told(sent)
                        .filter(session -> !isOver(session, clock.instant()))
                        .filter(session -> session.identity().subject().equals(subject))
                        .isEmpty();
    }

    /// Who these cookies speak for, as far as is known without asking the server. Nothing of it changes a cookie.
    Presence known(Map<String, String> sent) {
        Optional<Session> session = cookies.session(sent).map(renewals::latest);
        if (session.isEmpty()) {
            return new Presence.Nobody(false);
        }
        Session latest = session.get();
        Instant now = clock.instant();
        if (isOver(latest, now)) {
            return new Presence.Nobody(true);
        }
        return needsServer(latest, now)
                ? new Presence.Undecided("the session has to be renewed")
                : new Presence.Somebody(latest, false);
    }

    private Presence judged(Session told) {
        Session latest = renewals.latest(told);
        Instant now = clock.instant();
        if (isOver(latest, now)) {
            return new Presence.Nobody(true);
        }
        if (!isDue(latest, now)) {
            return new Presence.Somebody(latest, latest.version() != told.version());
        }
        Optional<String> refreshToken = latest.tokens().refreshToken();
        if (refreshToken.isPresent()) {
            return renewed(told, latest, refreshToken.get());
        }
        return needsServer(latest, now)
                ? new Presence.Nobody(true)
                : new Presence.Somebody(latest, false);
    }

    private Presence renewed(Session told, Session latest, String refreshToken) {
        try {
            if (clock.instant().isBefore(unreachableUntil)) {
                throw new Unreachable("it did not answer a moment ago");
            }
            Optional<Session> next = renewals.renew(latest, () -> renewal(latest, refreshToken));
            return next.filter(session -> !ended.contains(session))
                    .<Presence>map(session -> new Presence.Somebody(session, true))
                    .orElseGet(() -> new Presence.Nobody(true));
        } catch (Unreachable e) {
            Instant now = clock.instant();
            if (!now.isBefore(unreachableUntil)) {
                unreachableUntil = now.plus(PAUSE);
                LOG.log(Level.WARNING, "sessions are not renewed: " + e.getMessage());
            }
            return needsServer(latest, now)
                    ? new Presence.Undecided(String.valueOf(e.getMessage()))
                    : new Presence.Somebody(latest, latest.version() != told.version());
        }
    }

    private Optional<Session> renewal(Session latest, String refreshToken) {
        return switch (tokens.renew(latest, refreshToken)) {
            case TokenEndpoint.Answer.Granted(Tokens next) ->
                    Optional.of(latest.renewed(clock.instant(), next));
            case TokenEndpoint.Answer.Over(String detail) -> {
                LOG.log(Level.DEBUG, () -> latest + " is over: " + detail);
                ended.end(latest);
                yield Optional.empty();
            }
        };
    }

    /// Shortly before the access token expires, or at once where an end of the session would not be known.
    private boolean isDue(Session session, Instant now) {
        Duration whole = Duration.between(session.renewedAt(), session.tokens().accessExpiresAt());
        // Tokens that live shorter than the skew would be renewed with every request.
        Duration ahead =
                times.skew().compareTo(whole.dividedBy(2)) > 0 ? whole.dividedBy(2) : times.skew();
        return !now.isBefore(session.tokens().accessExpiresAt().minus(ahead))
                || !ended.knows(session);
    }

    private boolean isOver(Session session, Instant now) {
        return ended.contains(session) || !now.isBefore(session.startedAt().plus(times.life()));
    }

    /// Whether only the server can say if it lives: it has expired, or may have ended before this process began.
    private boolean needsServer(Session session, Instant now) {
        return isExpired(session, now) || !ended.knows(session);
    }

    private static boolean isExpired(Session session, Instant now) {
        return !now.isBefore(session.tokens().accessExpiresAt());
    }

    List<Header> keep(Session session, Map<String, String> sent) throws BridgeRefusal {
        return cookies.keep(session, sent);
    }

    List<Header> drop(Map<String, String> sent) {
        return cookies.drop(sent);
    }

    /// Copies of its cookie open nothing any more.
    void end(Session session) {
        ended.end(session);
        renewals.forget(session);
    }

    void end(Notice notice) {
        ended.end(notice);
    }
}
