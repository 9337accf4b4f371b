package dev.microauth.bridge;

import dev.microauth.bridge.BridgeResult.Answered;
import dev.microauth.bridge.LogoutTokenRules.Notice;
import java.lang.System.Logger.Level;
import java.util.List;

/// Where the server tells that a session is over (OpenID Connect Back-Channel Logout §2.5).
final class BackChannelDoor {
    private static final System.Logger LOG = System.getLogger(BackChannelDoor.class.getName());
    private static final int MOST_BYTES = 16 * 1024;

    private final LogoutTokenRules rules;
    private final Sessions sessions;

    BackChannelDoor(LogoutTokenRules rules, Sessions sessions) {
        this.rules = rules;
        this.sessions = sessions;
    }

    Answered take(BridgeRequest request) {
        try {
            String token =
                    Requests.form(request, MOST_BYTES)
                            .flatMap(form -> form.find("logout_token"))
                            .orElseThrow(() ->
                                    new BridgeRefusal(
                                            400,
                                            "A form with a logout_token belongs here.",
                                            "no logout_token"));
            Notice notice = rules.check(token);
            sessions.end(notice);
            LOG.log(Level.DEBUG, () -> "a session of " + notice.subject() + " is over");
            return Answers.empty(200);
        } catch (BridgeRefusal e) {
            LOG.log(Level.INFO, "back-channel logout refused: " + e.getMessage());
            return Answers.json(
                    400,
                    "{\"error\":\"invalid_request\",\"error_description\":\""
                            + e.publicText()
                            + "\"}",
                    List.of(),
                    BridgeResult.Change.NONE);
        } catch (Unreachable e) {
            // The server tries again.
            LOG.log(Level.WARNING, "back-channel logout not checked: " + e.getMessage());
            return Answers.empty(503, new BridgeResult.Header("Retry-After", "5"));
        }
    }
}
