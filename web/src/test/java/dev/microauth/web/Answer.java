package dev.microauth.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.util.JSONObjectUtils;
import dev.microauth.web.http.Response;
import dev.microauth.web.http.Response.Header;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What came back.
public record Answer(Response response) {
    public int status() {
        return response.status();
    }

    public String body() {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(response.body());
        response.parts().ifPresent(parts -> parts.forEach(bytes::writeBytes));
        return bytes.toString(StandardCharsets.UTF_8);
    }

    public Optional<String> header(String name) {
        return response.header(name);
    }

    public List<String> headerNames() {
        return response.headers().stream().map(Header::name).sorted().toList();
    }

    /// The body, read by a JSON reader that is not ours.
    public Map<String, Object> json() {
        assertThat(header("content-type")).hasValue("application/json");
        return parsed();
    }

    /// RFC 9457: a problem of this status and kind, kept by no cache.
    public Map<String, Object> problem(int status, String kind) {
        assertThat(status()).as(body()).isEqualTo(status);
        assertThat(header("content-type")).hasValue("application/problem+json");
        isNotStored();
        var problem = parsed();
        assertThat(problem)
                .containsOnlyKeys("type", "title", "status", "detail", "fields", "request_id")
                .containsEntry("type", "urn:microauth:problem:" + kind)
                .containsEntry("status", (long) status)
                .containsEntry("request_id", header("x-request-id").orElseThrow());
        return problem;
    }

    /// The names of what a 422 says cannot be taken.
    @SuppressWarnings("unchecked")
    public Map<String, Object> fields() {
        return (Map<String, Object>) problem(422, "invalid").get("fields");
    }

    private Map<String, Object> parsed() {
        try {
            return JSONObjectUtils.parse(body());
        } catch (ParseException e) {
            throw new AssertionError("no JSON object: " + body(), e);
        }
    }

    public String text(String member) {
        assertThat(json()).containsKey(member);
        return String.valueOf(json().get(member));
    }

    /// RFC 6749 §5.2: an error has its code, a text, and is kept by no cache.
    public Answer refuses(int status, String error) {
        assertThat(status()).as(body()).isEqualTo(status);
        assertThat(text("error")).isEqualTo(error);
        assertThat(json()).containsOnlyKeys("error", "error_description");
        // RFC 6749 §5.2: printable ASCII without quotation mark and backslash.
        assertThat(text("error_description")).matches("[\\x20-\\x21\\x23-\\x5B\\x5D-\\x7E]+");
        return isNotStored();
    }

    /// RFC 6749 §5.2: whoever cannot prove to be a client is told how to, and nothing more.
    public Answer refusesTheClient() {
        refuses(401, "invalid_client");
        assertThat(header("www-authenticate"))
                .hasValue("Basic realm=\"microauth\", charset=\"UTF-8\"");
        assertThat(text("error_description")).isEqualTo("Client authentication failed.");
        return this;
    }

    public Answer isNotStored() {
        assertThat(header("cache-control")).hasValue("no-store");
        assertThat(header("pragma")).hasValue("no-cache");
        return this;
    }

    public Answer succeeds() {
        assertThat(status()).as(body()).isEqualTo(200);
        return this;
    }
}
