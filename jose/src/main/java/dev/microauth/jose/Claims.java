package dev.microauth.jose;

import dev.microauth.jose.TokenRefused.Reason;
import dev.microauth.json.Json;
import dev.microauth.json.Limits;
import dev.microauth.json.MalformedJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The registered claims (RFC 7519 §4.1), each of its kind; whether they are right is the verifier's to say.
record Claims(
        String issuer,
        String subject,
        List<String> audience,
        Optional<String> tokenId,
        Instant issuedAt,
        Instant expiresAt,
        Optional<Instant> notBefore,
        Map<String, Object> all) {
    private static final int MAX_ID_LENGTH = 255;
    // The last second of the year 9999: what every date library takes.
    private static final long LAST_SECOND = 253_402_300_799L;

    static Claims read(byte[] payload) throws TokenRefused {
        Map<String, Object> all;
        try {
            all = Json.object(payload, Limits.TOKEN);
        } catch (MalformedJson e) {
            throw new TokenRefused(Reason.MALFORMED, "claims: " + e.getMessage());
        }
        return new Claims(
                required("iss", text(all, "iss")),
                required("sub", id(all, "sub")),
                audience(all),
                id(all, "jti"),
                required("iat", time(all, "iat")),
                required("exp", time(all, "exp")),
                time(all, "nbf"),
                all);
    }

    /// The elements if all are strings that say something.
    static Optional<List<String>> strings(List<?> list) {
        List<String> strings = new ArrayList<>(list.size());
        for (Object element : list) {
            if (!(element instanceof String text) || text.isEmpty()) {
                return Optional.empty();
            }
            strings.add(text);
        }
        return Optional.of(List.copyOf(strings));
    }

    private static <T> T required(String name, Optional<T> value) throws TokenRefused {
        if (value.isEmpty()) {
            throw new TokenRefused(Reason.MISSING_CLAIM, "\"" + name + "\" is missing");
        }
        return value.get();
    }

    private static Optional<String> text(Map<String, Object> all, String name) throws TokenRefused {
        if (!all.containsKey(name)) {
            return Optional.empty();
        }
        if (all.get(name) instanceof String text && !text.isEmpty()) {
            return Optional.of(text);
        }
        throw new TokenRefused(Reason.MALFORMED, "\"" + name + "\" is no text");
    }

    /// OpenID Connect Core §2: a subject has at most 255 characters; the same is enough for a token id.
    private static Optional<String> id(Map<String, Object> all, String name) throws TokenRefused {
        Optional<String> id = text(all, name);
        if (id.isPresent() && id.get().length() > MAX_ID_LENGTH) {
            throw new TokenRefused(Reason.MALFORMED, "\"" + name + "\" is too long");
        }
        return id;
    }

    /// RFC 7519 §4.1.3: one string, or a list of strings.
    private static List<String> audience(Map<String, Object> all) throws TokenRefused {
        Object value = all.getOrDefault("aud", List.of());
        Optional<List<String>> audience =
                switch (value) {
                    case String one -> strings(List.of(one));
                    case List<?> several -> strings(several);
                    default -> Optional.empty();
                };
        if (audience.isEmpty() || (audience.get().isEmpty() && all.containsKey("aud"))) {
            throw new TokenRefused(
                    Reason.MALFORMED, "\"aud\" is neither a text nor a list of texts");
        }
        return audience.get();
    }

    /// RFC 7519 §2 allows fractions of a second; nobody needs them, and they are where readers differ.
    private static Optional<Instant> time(Map<String, Object> all, String name)
            throws TokenRefused {
        if (!all.containsKey(name)) {
            return Optional.empty();
        }
        if (all.get(name) instanceof Long seconds && seconds >= 0 && seconds <= LAST_SECOND) {
            return Optional.of(Instant.ofEpochSecond(seconds));
        }
        throw new TokenRefused(Reason.MALFORMED, "\"" + name + "\" is no time in whole seconds");
    }
}
