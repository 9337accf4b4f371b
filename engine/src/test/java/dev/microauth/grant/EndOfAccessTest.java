package dev.microauth.grant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.App;
import dev.microauth.BothDatabases;
import dev.microauth.Db;
import dev.microauth.Flow;
import dev.microauth.Installation;
import dev.microauth.actor.Origin;
import dev.microauth.jose.Algorithm;
import dev.microauth.key.Ring;
import dev.microauth.oauth.GrantType;
import dev.microauth.oauth.OAuthRefusal;
import dev.microauth.token.Introspection;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.aggregator.AggregateWith;
import org.junit.jupiter.params.aggregator.ArgumentsAccessor;
import org.junit.jupiter.params.aggregator.ArgumentsAggregator;
import org.junit.jupiter.params.provider.CsvSource;

/// What ends when somebody or something is taken away, for every grant there is: at once, and after a
/// restart.
///
/// Security: B9, C8
/// Trap: 1, 19
@BothDatabases
class EndOfAccessTest {
    private static final List<String> WITHOUT = List.of("orders:write");

    @AutoClose private final Installation site;
    private final App app;

    EndOfAccessTest(Db db) {
        site = Installation.on(db);
        app =
                site.app(
                        "shop",
                        with ->
                                with.firstParty()
                                        .grants(GrantType.values())
                                        .redirectUris(Flow.REDIRECT_URI)
                                        .allowedRoles("Clerk")
                                        .scopes("openid", "orders:read", "orders:write"));
    }

    enum Change {
        USER_DISABLED,
        USER_LOCKED,
        USER_DELETED,
        PASSWORD_CHANGED,
        SESSION_ENDED,
        ROLE_TAKEN,
        CLIENT_DISABLED,
        CLIENT_DELETED,
        SCOPE_OF_CLIENT_REMOVED,
        SCOPE_OF_USER_REMOVED,
        SCOPE_DELETED,
        KEY_DROPPED
    }

    /// Live and dead are tokens; `narrow` is one without the scope that was removed.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            useHeadersInDisplayName = true,
            textBlock =
                    """
                    change                  | token of user | token of client | code           | refresh        | password       | client credentials
                    USER_DISABLED           | dead          | live            | invalid_grant  | invalid_grant  | invalid_grant  | live
                    USER_LOCKED             | dead          | live            | invalid_grant  | invalid_grant  | invalid_grant  | live
                    USER_DELETED            | dead          | live            | invalid_grant  | invalid_grant  | invalid_grant  | live
                    PASSWORD_CHANGED        | dead          | live            | invalid_grant  | invalid_grant  | invalid_grant  | live
                    SESSION_ENDED           | dead          | live            | invalid_grant  | invalid_grant  | live           | live
                    ROLE_TAKEN              | live          | live            | invalid_grant  | invalid_grant  | invalid_grant  | live
                    CLIENT_DISABLED         | dead          | dead            | invalid_client | invalid_client | invalid_client | invalid_client
                    CLIENT_DELETED          | dead          | dead            | invalid_client | invalid_client | invalid_client | invalid_client
                    SCOPE_OF_CLIENT_REMOVED | live          | live            | narrow         | narrow         | narrow         | narrow
                    SCOPE_OF_USER_REMOVED   | live          | live            | narrow         | narrow         | narrow         | live
                    SCOPE_DELETED           | live          | live            | narrow         | narrow         | narrow         | narrow
                    KEY_DROPPED             | dead          | dead            | live           | live           | live           | live
                    """)
    void a_change_ends_what_it_should(
            Change change,
            String ofUser,
            String ofClient,
            @AggregateWith(OfGrants.class) List<String> ofGrants) {
        var userToken = app.password("alice");
        var clientToken = app.clientCredentials();
        var flow = new Flow(app).with("scope", "openid orders:read orders:write").signedIn("alice");
        var codes = new ArrayDeque<>(List.of(flow.code(), flow.code()));
        String refreshToken = userToken.refreshToken().orElseThrow();
        assertThat(app.introspect(refreshToken)).isInstanceOf(Introspection.Refresh.class);

        apply(change);

        for (boolean restarted : new boolean[] {false, true}) {
            if (restarted) {
                // The refusals before must not slow down those that follow.
                site.storage().sql("delete from sign_in_failures");
                site.restart();
            }
            var found = new ArrayList<String>();
            found.add(state(userToken));
            found.add(state(clientToken));
            found.add(outcome(() -> flow.redeem(codes.remove())));
            found.add(outcome(() -> app.refresh(refreshToken)));
            found.add(outcome(() -> app.password("alice")));
            found.add(outcome(app::clientCredentials));
            var expected = new ArrayList<>(List.of(ofUser, ofClient));
            expected.addAll(ofGrants);
            assertThat(found).as("restarted: " + restarted).isEqualTo(expected);
        }
        if (ofGrants.get(1).equals("invalid_grant") && ofUser.equals("dead")) {
            assertThat(app.introspect(refreshToken)).isInstanceOf(Introspection.Inactive.class);
        }
    }

    /// What comes of the grants, in the order of the columns.
    static final class OfGrants implements ArgumentsAggregator {
        @Override
        public List<String> aggregateArguments(
                ArgumentsAccessor arguments, ParameterContext context) {
            return IntStream.range(3, arguments.size()).mapToObj(arguments::getString).toList();
        }
    }

    private void apply(Change change) {
        var auth = site.auth();
        var alice = site.user("alice").id();
        switch (change) {
            case USER_DISABLED -> auth.users().deactivate(Installation.ACTOR, alice);
            case USER_LOCKED ->
                    auth.users()
                            .lockOut(
                                    Installation.ACTOR,
                                    alice,
                                    Optional.of(site.clock().instant().plus(Duration.ofDays(1))));
            case USER_DELETED -> auth.users().delete(Installation.ACTOR, alice);
            case PASSWORD_CHANGED ->
                    auth.passwordChanges()
                            .changePassword(
                                    alice,
                                    Installation.PASSWORD.toCharArray(),
                                    "another lantern over the water".toCharArray(),
                                    Origin.NONE);
            case SESSION_ENDED -> auth.sessions().endAll(Installation.ACTOR, alice);
            case ROLE_TAKEN -> auth.access().unassignRole(Installation.ACTOR, alice, "Clerk");
            case CLIENT_DISABLED -> auth.clients().deactivate(Installation.ACTOR, app.id());
            case CLIENT_DELETED -> auth.clients().delete(Installation.ACTOR, app.id());
            case SCOPE_OF_CLIENT_REMOVED ->
                    auth.clients().removeScope(Installation.ACTOR, app.id(), WITHOUT.getFirst());
            case SCOPE_OF_USER_REMOVED ->
                    auth.access().unassignScope(Installation.ACTOR, alice, WITHOUT.getFirst());
            case SCOPE_DELETED -> {
                var scope = auth.scopes().find(WITHOUT.getFirst()).orElseThrow();
                auth.scopes().delete(Installation.ACTOR, scope.id());
            }
            case KEY_DROPPED -> {
                var ring = auth.keys().ring(Ring.AUTH);
                auth.keys().drop(ring.signing(Algorithm.ES256).keyId(), Installation.ACTOR);
            }
        }
    }

    private String state(TokenResponse response) {
        return app.isLive(response) ? "live" : "dead";
    }

    private String outcome(Supplier<TokenResponse> call) {
        try {
            var response = call.get();
            return response.accessToken().scopes().names().containsAll(WITHOUT)
                    ? state(response)
                    : "narrow";
        } catch (OAuthRefusal e) {
            return e.error().code();
        }
    }
}
