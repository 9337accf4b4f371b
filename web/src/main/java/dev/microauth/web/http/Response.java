package dev.microauth.web.http;

import dev.microauth.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// An answer: status, headers, body. Immutable; the body's bytes are not copied, so nobody may change them. A body
/// that is too long to be held at once comes in parts, each made when the one before is on its way.
public final class Response {
    /// One header line; the name is in lower case.
    public record Header(String name, String value) {
        public Header {
            if (!isToken(name)) {
                throw new IllegalArgumentException("not a header name of ours: " + name);
            }
            // RFC 9110 §5.5: a line end in a value would begin a header of the attacker's.
            if (!isPrintable(value)) {
                throw new IllegalArgumentException(
                        "the header " + name + " holds a character that is not printable ASCII");
            }
        }

        private static boolean isToken(String name) {
            for (int i = 0; i < name.length(); i++) {
                if ("abcdefghijklmnopqrstuvwxyz-0123456789".indexOf(name.charAt(i)) < 0) {
                    return false;
                }
            }
            return !name.isEmpty();
        }

        private static boolean isPrintable(String value) {
            for (int i = 0; i < value.length(); i++) {
                if (value.charAt(i) < 0x20 || value.charAt(i) >= 0x7f) {
                    return false;
                }
            }
            return true;
        }
    }

    private static final byte[] NOTHING = new byte[0];

    private final int status;
    private final List<Header> headers;
    private final byte[] body;
    private final Optional<Iterable<byte[]>> parts;

    private Response(
            int status, List<Header> headers, byte[] body, Optional<Iterable<byte[]>> parts) {
        this.status = status;
        this.headers = headers;
        this.body = body;
        this.parts = parts;
    }

    /// JSON that stands already as UTF-8.
    public static Response json(int status, byte[] json) {
        return of(status, "application/json", json);
    }

    /// JSON written by [Json].
    public static Response json(int status, Map<String, ?> members) {
        return json(status, Json.bytes(members));
    }

    /// `{"error": …, "error_description": …}`, the form of every refusal outside the admin API (RFC 6749 §5.2).
    public static Response error(int status, String error, String description) {
        Map<String, String> members = new LinkedHashMap<>();
        members.put("error", error);
        members.put("error_description", description);
        return json(status, members);
    }

    public static Response text(int status, String text) {
        return of(status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
    }

    public static Response html(int status, String html) {
        return of(status, "text/html; charset=utf-8", html.getBytes(StandardCharsets.UTF_8));
    }

    /// Any other content type.
    public static Response of(int status, String contentType, byte[] body) {
        return new Response(
                status, List.of(new Header("content-type", contentType)), body, Optional.empty());
    }

    /// A body in parts. One that fails on the way ends the connection, so that nobody takes it for whole.
    public static Response streamed(int status, String contentType, Iterable<byte[]> parts) {
        return new Response(
                status,
                List.of(new Header("content-type", contentType)),
                NOTHING,
                Optional.of(parts));
    }

    public static Response empty(int status) {
        return new Response(status, List.of(), NOTHING, Optional.empty());
    }

    /// Sends a browser on by GET, whatever it came with: 303, so that no form and no password is sent along
    /// (RFC 9110 §15.4.4, RFC 9700 §4.12).
    public static Response seeOther(String place) {
        return empty(303).noStore().with("location", place);
    }

    /// This answer with the header set: an earlier one of the same name is replaced.
    ///
    /// @throws IllegalArgumentException when name or value could break out of the header
    public Response with(String name, String value) {
        Header header = new Header(name.toLowerCase(Locale.ROOT), value);
        List<Header> all = new ArrayList<>(headers);
        all.removeIf(other -> other.name().equals(header.name()));
        all.add(header);
        return new Response(status, List.copyOf(all), body, parts);
    }

    /// This answer with one more line under the name (`set-cookie`, a second `www-authenticate`).
    ///
    /// @throws IllegalArgumentException when name or value could break out of the header
    public Response adding(String name, String value) {
        List<Header> all = new ArrayList<>(headers);
        all.add(new Header(name.toLowerCase(Locale.ROOT), value));
        return new Response(status, List.copyOf(all), body, parts);
    }

    /// RFC 6749 §5.1: no cache keeps this answer.
    public Response noStore() {
        return with("cache-control", "no-store").with("pragma", "no-cache");
    }

    /// This answer with how long to wait before the next request (RFC 9110 §10.2.3), rounded up to seconds.
    public Response retryAfter(Duration wait) {
        return with("retry-after", Long.toString(Math.max(1, wait.plusMillis(999).toSeconds())));
    }

    public int status() {
        return status;
    }

    public List<Header> headers() {
        return headers;
    }

    /// The first value under this name, in any letter case.
    public Optional<String> header(String name) {
        for (Header header : headers) {
            if (header.name().equalsIgnoreCase(name)) {
                return Optional.of(header.value());
            }
        }
        return Optional.empty();
    }

    /// Empty when the body comes in parts.
    public byte[] body() {
        return body;
    }

    public Optional<Iterable<byte[]>> parts() {
        return parts;
    }

    /// The status and the names of the headers; the body may hold a token.
    @Override
    public String toString() {
        return "Response[" + status + " " + headers.stream().map(Header::name).toList() + "]";
    }

    /// Those of `defaults` whose name is not set yet join the headers, in one copy.
    Response withDefaults(List<Header> defaults) {
        List<Header> all = new ArrayList<>(headers.size() + defaults.size());
        all.addAll(headers);
        for (Header header : defaults) {
            if (header(header.name()).isEmpty()) {
                all.add(header);
            }
        }
        return new Response(status, List.copyOf(all), body, parts);
    }
}
