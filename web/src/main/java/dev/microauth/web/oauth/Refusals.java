package dev.microauth.web.oauth;

import dev.microauth.db.StorageException;
import dev.microauth.oauth.OAuthError;
import dev.microauth.oauth.OAuthRefusal;
import dev.microauth.web.http.Handler;
import dev.microauth.web.http.Request;
import dev.microauth.web.http.Response;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.function.Supplier;

/// The one place where a refusal becomes an answer: the public text goes out, the detail to the log.
public final class Refusals {
    private static final System.Logger LOG = System.getLogger(Refusals.class.getName());
    private static final Duration STORAGE_RETRY = Duration.ofSeconds(5);

    private Refusals() {}

    /// A handler whose refusals are rendered.
    public static <P> Handler<P> rendered(Handler<P> handler) {
        return (request, proof) -> rendered(request, () -> handler.handle(request, proof));
    }

    static Response rendered(Request request, Supplier<Response> answer) {
        try {
            return answer.get();
        } catch (OAuthRefusal refusal) {
            LOG.log(Level.DEBUG, () -> request.requestId() + " " + refusal.getMessage());
            return of(request, refusal);
        } catch (StorageException.Unavailable e) {
            LOG.log(Level.ERROR, "storage, request " + request.requestId() + ": " + e.getMessage());
            return of(request, OAuthRefusal.overloaded("storage is unavailable", STORAGE_RETRY));
        }
    }

    static Response of(Request request, OAuthRefusal refusal) {
        OAuthError error = refusal.error();
        Response response =
                Response.error(error.status(), error.code(), refusal.publicText()).noStore();
        if (refusal.retryAfter().isPresent()) {
            long seconds = Math.max(1, (refusal.retryAfter().get().toMillis() + 999) / 1000);
            response = response.with("retry-after", Long.toString(seconds));
        }
        return switch (error) {
            // RFC 6749 §5.2: a 401 names the scheme that would do.
            case INVALID_CLIENT ->
                    response.with(
                            "www-authenticate", "Basic realm=\"microauth\", charset=\"UTF-8\"");
            // RFC 6750 §3: the bearer is told what is wrong; who sent no token at all is told
            // nothing.
            case INVALID_TOKEN, INSUFFICIENT_SCOPE ->
                    response.with(
                            "www-authenticate", challenge(request, error, refusal.publicText()));
            default -> response;
        };
    }

    private static String challenge(Request request, OAuthError error, String text) {
        return request.header("authorization").isEmpty()
                ? "Bearer realm=\"microauth\""
                : "Bearer realm=\"microauth\", error=\""
                        + error.code()
                        + "\", error_description=\""
                        + text
                        + "\"";
    }
}
