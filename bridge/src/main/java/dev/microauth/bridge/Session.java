package dev.microauth.bridge;

import dev.microauth.json.Json;
import dev.microauth.json.Limits;
import dev.microauth.json.MalformedJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A session of this application: what its cookie holds.
///
/// @param id of this session, made here, never shown to the server
/// @param version how often it was renewed: of two copies the higher one is the present
/// @param startedAt when somebody signed in
/// @param renewedAt when the server last vouched for it
record Session(
        String id,
        long version,
        Instant startedAt,
        Instant renewedAt,
        Tokens tokens,
        Identity identity) {

    static Session begun(String id, Instant now, Tokens tokens) {
        return new Session(id, 0, now, now, tokens, Identity.of(tokens));
    }

    Session renewed(Instant now, Tokens next) {
        return new Session(id, version + 1, startedAt, now, next, Identity.of(next));
    }

    BridgeUser user() {
        return new BridgeUser(
                identity.subject(),
                identity.claims(),
                Set.of(tokens.scope().isBlank() ? new String[0] : tokens.scope().split(" ", -1)),
                tokens.accessToken(),
                startedAt);
    }

    /// Whom the ID token speaks of, with what the server says of them besides. The token's signature was checked when it arrived, and the cookie's seal vouches since.
    ///
    /// @param serverSession `sid`: the session of the server that this one belongs to
    record Identity(String subject, Optional<String> serverSession, Map<String, Object> claims) {
        static Identity of(Tokens tokens) {
            String[] parts = tokens.idToken().split("\\.", -1);
            try {
                var claims = new LinkedHashMap<>(tokens.profile());
                claims.putAll(Json.object(Base64.getUrlDecoder().decode(parts[1]), Limits.TOKEN));
                return new Identity(
                        (String) claims.getOrDefault("sub", ""),
                        claims.get("sid") instanceof String sid
                                ? Optional.of(sid)
                                : Optional.empty(),
                        claims);
            } catch (MalformedJson e) {
                throw new IllegalStateException("a checked ID token is readable", e);
            }
        }

        /// The subject alone: claims are personal.
        @Override
        public String toString() {
            return subject;
        }
    }

    byte[] toBytes() {
        var members = new LinkedHashMap<String, Object>();
        members.put("id", id);
        members.put("version", version);
        members.put("started", startedAt.toEpochMilli());
        members.put("renewed", renewedAt.toEpochMilli());
        members.put("id_token", tokens.idToken());
        members.put("access_token", tokens.accessToken());
        members.put("expires", tokens.accessExpiresAt().toEpochMilli());
        tokens.refreshToken().ifPresent(token -> members.put("refresh_token", token));
        members.put("scope", tokens.scope());
        members.put("profile", tokens.profile());
        return Json.exact(members).getBytes(StandardCharsets.UTF_8);
    }

    /// Reads what [#toBytes] wrote; what is read was sealed, so anything else is a mistake of ours.
    static Session of(byte[] bytes) {
        try {
            Map<String, Object> members = Json.object(bytes, Limits.TOKEN);
            var tokens =
                    new Tokens(
                            text(members, "id_token"),
                            text(members, "access_token"),
                            time(members, "expires"),
                            Optional.ofNullable((String) members.get("refresh_token")),
                            text(members, "scope"),
                            object(members, "profile"));
            return new Session(
                    text(members, "id"),
                    number(members, "version"),
                    time(members, "started"),
                    time(members, "renewed"),
                    tokens,
                    Identity.of(tokens));
        } catch (MalformedJson e) {
            throw new IllegalStateException("a sealed session is readable", e);
        }
    }

    private static String text(Map<String, Object> members, String name) {
        return (String) members.getOrDefault(name, "");
    }

    private static Map<String, Object> object(Map<String, Object> members, String name) {
        var object = new LinkedHashMap<String, Object>();
        if (members.get(name) instanceof Map<?, ?> map) {
            map.forEach((key, value) -> object.put((String) key, value));
        }
        return object;
    }

    private static long number(Map<String, Object> members, String name) {
        return (Long) members.getOrDefault(name, 0L);
    }

    private static Instant time(Map<String, Object> members, String name) {
        return Instant.ofEpochMilli(number(members, name));
    }

    /// The id and whose it is.
    @Override
    public String toString() {
        return "session " + id + " of " + identity.subject();
    }
}
