package dev.microauth.system;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Base64;
import java.util.Map;

/// What is written in tokens, for tests that have no quarrel with their signature.
final class Tokens {
    private Tokens() {}

    static Map<String, Object> claims(String token) {
        try {
            return JSONObjectUtils.parse(
                    new String(
                            Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]),
                            StandardCharsets.UTF_8));
        } catch (ParseException e) {
            throw new AssertionError(e);
        }
    }

    /// A value of JSON as text.
    static String json(Object value) {
        String wrapped = JSONObjectUtils.toJSONString(Map.of("it", value));
        return wrapped.substring("{\"it\":".length(), wrapped.length() - 1);
    }
}
