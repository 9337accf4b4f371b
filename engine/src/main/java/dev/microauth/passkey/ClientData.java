package dev.microauth.passkey;

import dev.microauth.json.Json;
import dev.microauth.json.Limits;
import dev.microauth.json.MalformedJson;
import dev.microauth.secret.Digest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What the browser says of the place where an authenticator was asked; read by our strict reader, since
/// the signature covers the bytes and not what one reader makes of them.
final class ClientData {
    private ClientData() {}

    static void require(byte[] json, String type, byte[] challenge, Set<String> origins)
            throws WrongAnswer {
        Map<String, Object> members = read(json);
        // Web Authentication §7.1 and §7.2: what was asked for, by this question, at our own place.
        unless(type.equals(members.get("type")), "the type is not " + type);
        byte[] expected =
                Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(challenge)
                        .getBytes(StandardCharsets.US_ASCII);
        unless(
                members.get("challenge") instanceof String answered
                        && Digest.same(expected, answered.getBytes(StandardCharsets.UTF_8)),
                "the challenge is another");
        unless(
                members.get("origin") instanceof String origin && origins.contains(origin),
                "the origin is not ours");
        // Security F9: nobody shows our question inside a page of theirs.
        unless(
                Optional.ofNullable(members.get("crossOrigin"))
                        .filter(said -> !said.equals(false))
                        .isEmpty(),
                "asked inside a page of another origin");
        unless(!members.containsKey("topOrigin"), "asked below a page of another origin");
    }

    private static Map<String, Object> read(byte[] json) throws WrongAnswer {
        try {
            return Json.object(json, Limits.BODY);
        } catch (MalformedJson e) {
            throw new WrongAnswer("client data: " + e.getMessage());
        }
    }

    private static void unless(boolean rule, String what) throws WrongAnswer {
        if (!rule) {
            throw new WrongAnswer("client data: " + what);
        }
    }
}
