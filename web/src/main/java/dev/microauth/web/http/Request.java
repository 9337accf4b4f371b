package dev.microauth.web.http;

import dev.microauth.text.Printable;
import dev.microauth.web.http.MalformedRequest.Problem;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/// One request, read by one thread. Its id is made here and never taken from the caller.
public final class Request {
    private static final int MAX_USER_AGENT = 256;
    private static final String FORM = "application/x-www-form-urlencoded";

    private final Method method;
    private final String path;
    private final String rawQuery;
    private final Headers headers;
    private final Supplier<byte[]> source;
    private final Caller caller;
    private final String id;
    private final Map<String, String> pathParameters;
    private Optional<byte[]> body = Optional.empty();
    private Optional<Parameters> query = Optional.empty();
    private Optional<Parameters> form = Optional.empty();

    /// A request as it came off the wire.
    ///
    /// @param target the origin form of RFC 9112 §3.2.1: raw path, then `?` and the raw query when there is one
    /// @param body reads the whole body, asked at most once and only when a guard or handler wants it, so that a
    ///     refusal costs no reading; throws [BodyRefused]
    public Request(
            Method method, String target, Headers headers, Supplier<byte[]> body, Caller caller) {
        int mark = target.indexOf('?');
        this.method = method;
        this.path = mark < 0 ? target : target.substring(0, mark);
        this.rawQuery = mark < 0 ? "" : target.substring(mark + 1);
        this.headers = headers;
        this.source = body;
        this.caller = caller;
        this.id = newId();
        this.pathParameters = Map.of();
    }

    /// A request whose body is at hand; it is not copied.
    public Request(Method method, String target, Headers headers, byte[] body, Caller caller) {
        this(method, target, headers, () -> body, caller);
    }

    private Request(Request from, Map<String, String> pathParameters) {
        this.method = from.method;
        this.path = from.path;
        this.rawQuery = from.rawQuery;
        this.headers = from.headers;
        this.source = from.source;
        this.caller = from.caller;
        this.id = from.id;
        this.pathParameters = pathParameters;
    }

    /// A fresh request id: a random UUID. It names a request in logs and answers and proves nothing.
    public static String newId() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        long version4 = (random.nextLong() & 0xffff_ffff_ffff_0fffL) | 0x4000L;
        long variant = (random.nextLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
        return new UUID(version4, variant).toString();
    }

    Request withPathParameters(Map<String, String> values) {
        return new Request(this, values);
    }

    /// The method as sent; HEAD where a GET route serves it.
    public Method method() {
        return method;
    }

    /// The raw path as sent, without the query.
    public String path() {
        return path;
    }

    /// The decoded value of a `{name}` segment of the route.
    ///
    /// @throws IllegalArgumentException when the route has no such segment
    public String pathParameter(String name) {
        return Optional.ofNullable(pathParameters.get(name))
                .orElseThrow(() -> new IllegalArgumentException("the route has no {" + name + "}"));
    }

    /// The parameters of the query.
    ///
    /// @throws MalformedRequest when it cannot be decoded
    public Parameters query() {
        Parameters parsed = query.orElseGet(() -> Parameters.parse(rawQuery));
        query = Optional.of(parsed);
        return parsed;
    }

    /// The parameters of a form in the body.
    ///
    /// @throws MalformedRequest when the body is no form or cannot be decoded
    public Parameters form() {
        Parameters parsed = form.orElseGet(this::parseForm);
        form = Optional.of(parsed);
        return parsed;
    }

    /// Whether the body is said to be a form.
    public boolean hasForm() {
        return contentType().equals(Optional.of(FORM));
    }

    /// The value of a header that is sent once; where it was sent more often, the first.
    public Optional<String> header(String name) {
        List<String> all = headers.all(name);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.getFirst());
    }

    /// Every value of a header, one per line of the request.
    public List<String> headers(String name) {
        return headers.all(name);
    }

    /// The value of a cookie. Two cookies of one name and different values are no cookie: nobody can tell whose is
    /// whose (RFC 6265 §8.6).
    public Optional<String> cookie(String name) {
        List<String> values = new ArrayList<>(1);
        for (String line : headers.all("cookie")) {
            for (String pair : line.split(";", -1)) {
                int equals = pair.indexOf('=');
                if (equals > 0 && pair.substring(0, equals).strip().equals(name)) {
                    values.add(pair.substring(equals + 1).strip());
                }
            }
        }
        return values.stream().distinct().count() == 1
                ? Optional.of(values.getFirst())
                : Optional.empty();
    }

    /// The body's bytes, not a copy; empty when none was sent.
    ///
    /// @throws BodyRefused when it is too long or incomplete
    public byte[] body() {
        byte[] read = body.orElseGet(source);
        body = Optional.of(read);
        return read;
    }

    /// The media type in lower case, without its parameters; empty when none was sent or more than one.
    public Optional<String> contentType() {
        List<String> all = headers.all("content-type");
        if (all.size() != 1) {
            return Optional.empty();
        }
        String value = all.getFirst();
        int semicolon = value.indexOf(';');
        return Optional.of(
                (semicolon < 0 ? value : value.substring(0, semicolon))
                        .strip()
                        .toLowerCase(Locale.ROOT));
    }

    /// The client's address behind any trusted proxies.
    public InetAddress client() {
        return caller.address();
    }

    /// Whether the client's hop was TLS.
    public boolean secure() {
        return caller.secure();
    }

    /// Whether a proxy that is believed passed it on, so that its `X-Forwarded-…` headers are that proxy's word.
    public boolean relayed() {
        return caller.relayed();
    }

    /// A UUID, ours, also in the answer's `x-request-id`.
    public String requestId() {
        return id;
    }

    /// At most 256 characters, control and format characters escaped; empty text when none was sent.
    public String userAgent() {
        return header("user-agent").map(value -> Printable.of(value, MAX_USER_AGENT)).orElse("");
    }

    /// Method and path; neither query, headers nor body, which may hold secrets.
    @Override
    public String toString() {
        return "Request[" + method + " " + Printable.of(path, MAX_USER_AGENT) + " " + id + "]";
    }

    private Parameters parseForm() {
        // RFC 6749 §3.2 and appendix B: the parameters come as a form in UTF-8.
        if (!hasForm()) {
            throw new MalformedRequest(
                    Problem.CONTENT_TYPE,
                    "Send the parameters as a form: Content-Type: " + FORM + ".");
        }
        return Parameters.parse(body());
    }
}
