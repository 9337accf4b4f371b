package dev.microauth.mounting;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.List;
import java.util.Map;

/// What came back.
record Answer(int status, HttpHeaders headers, byte[] bytes) {
    String body() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /// The one value of a header that must be there once.
    String header(String name) {
        List<String> all = headers.allValues(name);
        assertThat(all).as(name).hasSize(1);
        return all.getFirst();
    }

    Answer is(int expected) {
        assertThat(status).as(body()).isEqualTo(expected);
        return this;
    }

    /// The body, read by a JSON reader that is not ours.
    Map<String, Object> json() {
        assertThat(header("content-type")).isIn("application/json", "application/problem+json");
        try {
            return JSONObjectUtils.parse(body());
        } catch (ParseException e) {
            throw new AssertionError("no JSON object: " + body(), e);
        }
    }

    String text(String member) {
        assertThat(json()).containsKey(member);
        return String.valueOf(json().get(member));
    }

    Answer refuses(int expected, String error) {
        is(expected);
        assertThat(text("error")).isEqualTo(error);
        return this;
    }
}
