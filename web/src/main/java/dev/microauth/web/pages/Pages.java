package dev.microauth.web.pages;

import dev.microauth.db.StorageException;
import dev.microauth.problem.AuthException;
import dev.microauth.web.http.BodyRefused;
import dev.microauth.web.http.Handler;
import dev.microauth.web.http.MalformedRequest;
import dev.microauth.web.http.Request;
import dev.microauth.web.http.Response;
import java.lang.System.Logger.Level;
import java.util.List;

/// The pages of one port.
public final class Pages {
    private static final System.Logger LOG = System.getLogger(Pages.class.getName());

    private final Languages languages = new Languages();
    private final String prefix;
    private final Brand brand;

    /// @param issuerPath below which they stand; empty for most
    /// @param serviceName what this server is called by those who run it
    public Pages(String issuerPath, String serviceName) {
        this.prefix = issuerPath;
        this.brand = Brand.of(serviceName);
    }

    /// The languages that the pages speak, the first to whoever asks for no other (BCP 47).
    public static List<String> languages() {
        return Languages.ALL;
    }

    /// A request to be answered in the language that its browser asks for.
    public Visit visit(Request request) {
        return visit(request, List.of());
    }

    /// The same; `uiLocales` are the wishes of a client (OpenID Connect Core §3.1.2.1), and come first.
    public Visit visit(Request request, List<String> uiLocales) {
        return new Visit(
                request,
                languages.choose(uiLocales, request.header("accept-language")),
                prefix,
                brand);
    }

    /// A handler whose failures are pages too.
    public <P> Handler<P> rendered(Handler<P> handler) {
        return (request, proof) -> {
            try {
                return handler.handle(request, proof);
            } catch (MalformedRequest | BodyRefused e) {
                LOG.log(Level.DEBUG, () -> request.requestId() + " " + e.getMessage());
                return malformed(request, e);
            } catch (StorageException.Unavailable | AuthException.Closed e) {
                LOG.log(
                        Level.ERROR,
                        "storage, request " + request.requestId() + ": " + e.getMessage());
                return unavailable(request);
            } catch (RuntimeException e) {
                LOG.log(Level.ERROR, "incident " + request.requestId(), e);
                return failed(request);
            }
        };
    }

    /// A page that says what went wrong, and under which number the log knows it.
    public Page failure(Visit visit, int status, String title, Tag... content) {
        return visit.page(title)
                .status(status)
                .add(content)
                .add(
                        visit.texts()
                                .tag(
                                        "p",
                                        "error.request",
                                        Tag.of("code", visit.request().requestId()))
                                .with("class", "soft"));
    }

    private Response malformed(Request request, RuntimeException e) {
        Visit visit = visit(request);
        int status = e instanceof BodyRefused refused ? refused.status() : 400;
        return failure(
                        visit,
                        status,
                        visit.texts().say("error.malformed"),
                        Tag.of("p", visit.texts().say("error.malformed.why")),
                        Tag.of("p", String.valueOf(e.getMessage())).with("class", "soft"))
                .respond();
    }

    private Response unavailable(Request request) {
        Visit visit = visit(request);
        return failure(
                        visit,
                        503,
                        visit.texts().say("error.unavailable"),
                        Tag.of("p", visit.texts().say("error.unavailable.why")))
                .respond()
                .with("retry-after", "5");
    }

    private Response failed(Request request) {
        Visit visit = visit(request);
        return failure(
                        visit,
                        500,
                        visit.texts().say("error.failed"),
                        Tag.of("p", visit.texts().say("error.failed.why")))
                .respond();
    }
}
