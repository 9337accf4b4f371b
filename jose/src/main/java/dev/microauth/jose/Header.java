package dev.microauth.jose;

import dev.microauth.jose.TokenRefused.Reason;
import dev.microauth.json.Json;
import dev.microauth.json.Limits;
import dev.microauth.json.MalformedJson;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// A token's header: `typ`, `alg` and `kid`, each a string, and nothing else.
record Header(String type, Algorithm algorithm, String keyId) {
    private static final Set<String> ALLOWED = Set.of("typ", "alg", "kid");
    static final int MAX_KEY_ID_LENGTH = 255;

    static Header read(byte[] json) throws TokenRefused {
        Map<String, Object> members;
        try {
            members = Json.object(json, Limits.TOKEN);
        } catch (MalformedJson e) {
            throw new TokenRefused(Reason.MALFORMED, "header: " + e.getMessage());
        }
        // RFC 8725 §3.10, RFC 7515 §4.1.11: no key and no place of a key is taken from a token, and
        // what the header
        // asks of us beyond the three names is not understood here.
        if (!ALLOWED.containsAll(members.keySet())) {
            throw new TokenRefused(
                    Reason.FORBIDDEN_HEADER, "a header member that is not taken here");
        }
        return new Header(
                canonicalType(text(members, "typ", Reason.WRONG_TYPE)),
                Algorithm.named(text(members, "alg", Reason.WRONG_ALGORITHM))
                        .orElseThrow(() ->
                                new TokenRefused(
                                        Reason.WRONG_ALGORITHM, "\"alg\" is none of ours")),
                keyId(text(members, "kid", Reason.UNKNOWN_KEY)));
    }

    /// RFC 7515 §4.1.9: media types ignore case, and `application/` may be left out where no other slash follows.
    static String canonicalType(String type) {
        String lower = type.toLowerCase(Locale.ROOT);
        String rest =
                lower.startsWith("application/") ? lower.substring("application/".length()) : lower;
        return rest.indexOf('/') < 0 ? rest : lower;
    }

    private static String text(Map<String, Object> members, String name, Reason whenMissing)
            throws TokenRefused {
        Object value = members.get(name);
        if (value == null) {
            throw new TokenRefused(whenMissing, "\"" + name + "\" is missing");
        }
        if (value instanceof String text) {
            return text;
        }
        throw new TokenRefused(Reason.MALFORMED, "\"" + name + "\" is no string");
    }

    private static String keyId(String kid) throws TokenRefused {
        if (kid.isEmpty() || kid.length() > MAX_KEY_ID_LENGTH) {
            throw new TokenRefused(Reason.UNKNOWN_KEY, "\"kid\" is empty or too long");
        }
        return kid;
    }
}
