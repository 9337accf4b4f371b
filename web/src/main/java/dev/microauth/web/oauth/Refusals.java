package dev.microauth.web.oauth;

import dev.microauth.db.StorageException;
import dev.microauth.oauth.OAuthError;
import dev.microauth.oauth.OAuthRefusal;
import dev.microauth.problem.AuthException;
import dev.microauth.web.http.Admission;
import dev.microauth.web.http.Handler;
import dev.microauth.web.http.MalformedRequest;
import dev.microauth.web.http.Request;
import dev.microauth.web.http.Response;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;

/// The one place where a refusal becomes an answer: the public text goes out, the detail to the log.
public final class Refusals {
    private static final System.Logger LOG = System.getLogger(Refusals.class.getName());
    private static final Duration STORAGE_RETRY = Duration.ofSeconds(5);

    private Refusals() {}

    /// A handler whose refusals are rendered.
    public static <P> Handler<P> rendered(Handler<P> handler) {
        return (request, proof) ->
                attempt(request, () -> handler.handle(request, proof), Function.identity());
    }

    /// What a guard decides: the proof, or the rendered refusal.
    static <P> Admission<P> admission(Request request, Supplier<P> proof) {
        return attempt(request, () -> Admission.admitted(proof.get()), Admission::refused);
    }

    private static <T> T attempt(
            Request request, Supplier<T> work, Function<Response, T> otherwise) {
        try {
            return work.get();
        } catch (OAuthRefusal refusal) {
            LOG.log(Level.DEBUG, () -> request.requestId() + " " + refusal.getMessage());
            return otherwise.apply(answer(request, refusal));
        } catch (MalformedRequest e) {
            return otherwise.apply(
                    answer(request, OAuthRefusal.invalidRequest(describable(e.publicText()))));
        } catch (StorageException.Unavailable | AuthException.Closed e) {
            LOG.log(Level.ERROR, "storage, request " + request.requestId() + ": " + e.getMessage());
            return otherwise.apply(
                    answer(
                            request,
                            OAuthRefusal.overloaded("storage is unavailable", STORAGE_RETRY)));
        }
    }

    // RFC 6749 §5.2: a description is printable ASCII without quotation mark and backslash; ours
    // may hold the name of a parameter that somebody made up.
    private static String describable(String text) {
        return text.replaceAll("[^\\x20-\\x21\\x23-\\x5B\\x5D-\\x7E]", "?");
    }

    private static Response answer(Request request, OAuthRefusal refusal) {
        OAuthError error = refusal.error();
        Response response =
                Response.error(error.status(), error.code(), refusal.publicText()).noStore();
        return challenged(
                request, refusal, refusal.retryAfter().map(response::retryAfter).orElse(response));
    }

    private static Response challenged(Request request, OAuthRefusal refusal, Response response) {
        OAuthError error = refusal.error();
        return switch (error) {
            // RFC 6749 §5.2: a 401 names the scheme that would do.
            case INVALID_CLIENT ->
                    response.with(
                            "www-authenticate", "Basic realm=\"microauth\", charset=\"UTF-8\"");
            case INVALID_TOKEN, INSUFFICIENT_SCOPE ->
                    response.with(
                            "www-authenticate", challenge(request, error, refusal.publicText()));
            case INSUFFICIENT_USER_AUTHENTICATION ->
                    response.with(
                            "www-authenticate",
                            challenge(request, error, refusal.publicText())
                                    + ", max_age=\""
                                    + SelfGuard.RECENT.toSeconds()
                                    + "\"");
            default -> response;
        };
    }

    // RFC 6750 §3: the bearer is told what is wrong; who sent no token at all is told nothing.
    private static String challenge(Request request, OAuthError error, String text) {
        return BearerGuard.isBearer(request)
                ? "Bearer realm=\"microauth\", error=\""
                        + error.code()
                        + "\", error_description=\""
                        + text
                        + "\""
                : "Bearer realm=\"microauth\"";
    }
}
