package dev.microauth.system;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.net.http.HttpHeaders;
import java.text.ParseException;
import java.util.Map;
import java.util.Optional;

/// What a server answered.
record Answer(int status, HttpHeaders headers, String body) {
    Optional<String> header(String name) {
        return headers.firstValue(name);
    }

    Map<String, Object> json() {
        try {
            return JSONObjectUtils.parse(body);
        } catch (ParseException e) {
            throw new AssertionError("not JSON: " + this, e);
        }
    }

    String text(String member) {
        if (json().get(member) instanceof String text) {
            return text;
        }
        throw new AssertionError("no text " + member + " in " + this);
    }
}
