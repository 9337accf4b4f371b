package dev.microauth.web.oidc;

import dev.microauth.client.AuthenticatedCaller;
import dev.microauth.oauth.OAuthRefusal;
import dev.microauth.token.RevocationCursor;
import dev.microauth.token.RevocationQuery;
import dev.microauth.token.Revocations;
import dev.microauth.token.WaitingRoom;
import dev.microauth.web.http.Parameters;
import dev.microauth.web.http.Request;
import dev.microauth.web.http.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/// GET /revocations: which access tokens died before their time, as a signed token for whoever asks.
///
/// `cursor` is the one of the answer before, `wait` how many seconds to wait for news, 30 at most and 0 where as many wait
/// already as may, and `nonce` stands in the answer again.
public final class RevocationsEndpoint {
    public static final String PATH = "/revocations";

    private static final String NONCE = "[A-Za-z0-9_-]{1,64}";
    private static final String SECONDS = "[0-9]{1,4}";

    private final Revocations revocations;
    private final WaitingRoom room;

    /// @param room for those who wait at this server
    public RevocationsEndpoint(Revocations revocations, WaitingRoom room) {
        this.revocations = revocations;
        this.room = room;
    }

    public Response get(Request request, AuthenticatedCaller caller) {
        Parameters asked = request.query().refuseDuplicates();
        var query =
                new RevocationQuery(
                        caller.clientId(),
                        asked.find("cursor").map(RevocationsEndpoint::cursor),
                        asked.find("nonce").map(text -> shaped(text, NONCE, "nonce")),
                        asked.find("wait")
                                .map(text -> shaped(text, SECONDS, "wait"))
                                .map(text -> Duration.ofSeconds(Long.parseLong(text)))
                                .orElse(Duration.ZERO));
        byte[] token = revocations.tell(query, room).getBytes(StandardCharsets.US_ASCII);
        return Response.of(200, "application/jwt", token).noStore();
    }

    private static RevocationCursor cursor(String text) {
        Optional<RevocationCursor> cursor = RevocationCursor.parse(text);
        return cursor.orElseThrow(() -> malformed("cursor"));
    }

    private static String shaped(String text, String form, String name) {
        if (!text.matches(form)) {
            throw malformed(name);
        }
        return text;
    }

    private static OAuthRefusal malformed(String name) {
        return OAuthRefusal.invalidRequest("The parameter " + name + " is malformed.");
    }
}
