package dev.microauth.server.settings;

import dev.microauth.oauth.GrantType;
import dev.microauth.oauth.ScopeSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What the answers about a first client amount to: who says where people come back to wants them signed in.
final class FirstClient {
    private static final Set<GrantType> SIGNING_IN =
            Set.of(
                    GrantType.AUTHORIZATION_CODE,
                    GrantType.REFRESH_TOKEN,
                    GrantType.CLIENT_CREDENTIALS);
    private static final ScopeSet OF_PEOPLE = ScopeSet.of(List.of("openid", "profile", "email"));

    private FirstClient() {}

    static Set<GrantType> grants(Reading reading) {
        return isUnsaid(reading, AnswerRows.FIRST_CLIENT_GRANTS) && signsIn(reading)
                ? SIGNING_IN
                : reading.get(AnswerRows.FIRST_CLIENT_GRANTS);
    }

    static ScopeSet scopes(Reading reading) {
        return isUnsaid(reading, AnswerRows.FIRST_CLIENT_SCOPES) && signsIn(reading)
                ? OF_PEOPLE
                : reading.get(AnswerRows.FIRST_CLIENT_SCOPES);
    }

    /// A client that gets codes and has no place to be sent them.
    static Optional<Problem> conflict(Reading reading) {
        if (!reading.isSound(AnswerRows.FIRST_CLIENT_GRANTS, AnswerRows.FIRST_CLIENT_REDIRECT_URI)
                || reading.get(AnswerRows.FIRST_CLIENT).isEmpty()
                || signsIn(reading)
                || !grants(reading).contains(GrantType.AUTHORIZATION_CODE)) {
            return Optional.empty();
        }
        var row = AnswerRows.FIRST_CLIENT_GRANTS;
        return Optional.of(
                new Problem(
                        reading.of(row).origin().toString(),
                        "holds authorization_code, and nothing says where people come back to",
                        "Give first-client-redirect-uri too, or leave authorization_code out."));
    }

    private static boolean signsIn(Reading reading) {
        return reading.get(AnswerRows.FIRST_CLIENT_REDIRECT_URI).isPresent();
    }

    private static boolean isUnsaid(Reading reading, Setting<?> row) {
        return reading.of(row).origin() instanceof Origin.Default;
    }
}
