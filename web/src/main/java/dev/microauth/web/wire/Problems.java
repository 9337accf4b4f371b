package dev.microauth.web.wire;

import dev.microauth.api.ProblemView;
import dev.microauth.api.WireFormat;
import dev.microauth.api.WireProblem;
import dev.microauth.db.StorageException;
import dev.microauth.oauth.OAuthRefusal;
import dev.microauth.password.Busy;
import dev.microauth.problem.AuthException;
import dev.microauth.web.http.BodyRefused;
import dev.microauth.web.http.Handler;
import dev.microauth.web.http.MalformedRequest;
import dev.microauth.web.http.Request;
import dev.microauth.web.http.Response;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// The one place where a refusal of what speaks in wire records becomes an answer (RFC 9457). A short word in `type` is for programs,
/// `detail` for people.
public final class Problems {
    public static final String TYPE = "urn:microauth:problem:";

    private static final System.Logger LOG = System.getLogger(Problems.class.getName());
    private static final Duration STORAGE_RETRY = Duration.ofSeconds(5);
    private static final Map<Integer, String> TITLES =
            Map.ofEntries(
                    Map.entry(400, "The request cannot be read."),
                    Map.entry(401, "A live token of this port is needed."),
                    Map.entry(403, "This is not allowed to you."),
                    Map.entry(404, "There is no such thing."),
                    Map.entry(405, "This path does not take the method."),
                    Map.entry(409, "The state of things stands against it."),
                    Map.entry(412, "It was changed meanwhile."),
                    Map.entry(413, "The body is too large."),
                    Map.entry(415, "The body is of another type."),
                    Map.entry(422, "Members or parameters cannot be taken."),
                    Map.entry(429, "Too much was asked for."),
                    Map.entry(500, "Something went wrong here."),
                    Map.entry(503, "Not possible at the moment."));

    private Problems() {}

    /// A handler whose refusals are rendered.
    public static <P> Handler<P> rendered(Handler<P> handler) {
        return (request, proof) -> {
            try {
                return handler.handle(request, proof);
            } catch (RuntimeException e) {
                return answer(request, e);
            }
        };
    }

    /// The answer for what a guard or a handler threw; what nobody foresaw is thrown on.
    public static Response answer(Request request, RuntimeException thrown) {
        return switch (thrown) {
            case WireProblem wrong ->
                    invalid(request, wrong.fields(), String.valueOf(wrong.getMessage()));
            case ApiRefusal refusal -> of(request, refusal.status(), refusal.code(), text(refusal));
            case MalformedRequest malformed ->
                    of(request, 400, "malformed", malformed.publicText());
            case BodyRefused refused ->
                    of(request, refused.status(), refused.error(), text(refused));
            case OAuthRefusal refusal ->
                    later(
                            of(
                                    request,
                                    refusal.error().status(),
                                    refusal.error().code(),
                                    refusal.publicText()),
                            refusal.retryAfter());
            case Busy busy ->
                    later(
                            of(
                                    request,
                                    503,
                                    "busy",
                                    "Too many passwords are being hashed: try again."),
                            Optional.of(busy.retryAfter()));
            case StorageException.Unavailable lost -> {
                LOG.log(
                        Level.ERROR,
                        "storage, request " + request.requestId() + ": " + lost.getMessage());
                yield later(
                        of(request, 503, "unavailable", "The storage does not answer: try again."),
                        Optional.of(STORAGE_RETRY));
            }
            case AuthException refusal -> answer(request, refusal);
            default -> throw thrown;
        };
    }

    private static Response answer(Request request, AuthException refusal) {
        return switch (refusal) {
            case AuthException.NotFound missing -> of(request, 404, "not_found", text(missing));
            case AuthException.AlreadyExists taken ->
                    of(request, 409, "already_exists", text(taken));
            case AuthException.Protected kept -> of(request, 409, "protected", text(kept));
            case AuthException.LimitReached full -> of(request, 409, "limit_reached", text(full));
            case AuthException.NotAllowed denied -> of(request, 403, "not_allowed", text(denied));
            case AuthException.Closed _ ->
                    of(request, 503, "closed", "The server is stopping: try again.");
            case AuthException.Stale stale -> of(request, 412, "stale", text(stale));
            case AuthException.Invalid invalid -> invalid(request, invalid.fields(), text(invalid));
            case AuthException.Refused refused -> of(request, 400, refused.error(), text(refused));
            case AuthException.TryLater later ->
                    later(of(request, 503, "busy", text(later)), Optional.of(later.retryAfter()));
            case AuthException.OutOfService failed -> throw failed;
        };
    }

    // RFC 6750 §3: the bearer is told that the token is no good; who sent none is told nothing.
    public static Response unauthorized(Request request) {
        String challenge = "Bearer realm=\"microauth admin\"";
        return of(
                        request,
                        401,
                        "unauthorized",
                        "Send a live access token of the admin port: Authorization: Bearer …")
                .with(
                        "www-authenticate",
                        request.headers("authorization").isEmpty()
                                ? challenge
                                : challenge + ", error=\"invalid_token\"");
    }

    public static Response invalid(Request request, Map<String, String> fields, String detail) {
        return document(request, 422, "invalid", detail, Optional.of(fields));
    }

    public static Response of(Request request, int status, String code, String detail) {
        return document(request, status, code, detail, Optional.empty());
    }

    private static Response document(
            Request request,
            int status,
            String code,
            String detail,
            Optional<Map<String, String>> fields) {
        var view =
                new ProblemView(
                        TYPE + code.replace('_', '-'),
                        title(status),
                        status,
                        detail,
                        fields,
                        request.requestId());
        return Response.of(status, "application/problem+json", new WireFormat().bytes(view))
                .noStore();
    }

    public static String title(int status) {
        return TITLES.getOrDefault(status, "This cannot be done.");
    }

    private static Response later(Response response, Optional<Duration> wait) {
        return wait.map(response::retryAfter).orElse(response);
    }

    private static String text(RuntimeException refusal) {
        return String.valueOf(refusal.getMessage());
    }
}
