package dev.microauth.jose;

import static dev.microauth.jose.Attack.EC;
import static dev.microauth.jose.Attack.FORGE;
import static dev.microauth.jose.Attack.claim;
import static dev.microauth.jose.Attack.payload;
import static dev.microauth.jose.TokenRefused.Reason.EXPIRED;
import static dev.microauth.jose.TokenRefused.Reason.MALFORMED;
import static dev.microauth.jose.TokenRefused.Reason.MISSING_CLAIM;
import static dev.microauth.jose.TokenRefused.Reason.NOT_YET_VALID;
import static dev.microauth.jose.TokenRefused.Reason.WRONG_AUDIENCE;
import static dev.microauth.jose.TokenRefused.Reason.WRONG_ISSUER;
import static dev.microauth.jose.TokenRefused.Reason.WRONG_TYPE;

import dev.microauth.jose.TokenRefused.Reason;
import dev.microauth.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;

/// Claims under a signature that fits: of the wrong kind, for somebody else, too early, too late, or unreadable.
final class ClaimAttacks {
    private static final long NOW = Forge.NOW.getEpochSecond();
    private static final String GOOD = Json.exact(Forge.claims());

    private ClaimAttacks() {}

    static Stream<Attack> all() {
        return Stream.of(json(), bytes(), kinds(), parties(), times(), types())
                .flatMap(rows -> rows);
    }

    private static Stream<Attack> json() {
        String member = "{\"x\":";
        return Stream.of(
                payload("empty", MALFORMED, ""),
                payload("a list", MALFORMED, "[" + GOOD + "]"),
                payload("a nested token", MALFORMED, FORGE.good()),
                payload("sub twice", MALFORMED, GOOD.replace("}", ",\"sub\":\"bob\"}")),
                claim("act", MALFORMED, "{\"sub\":\"a\",\"sub\":\"b\"}"),
                claim("x", MALFORMED, member.repeat(500) + "1" + "}".repeat(500)),
                claim("x", MALFORMED, "[".repeat(1000) + "]".repeat(1000)),
                claim("x", MALFORMED, "null"),
                claim("x", MALFORMED, "NaN"),
                claim("x", MALFORMED, "-Infinity"),
                claim("x", MALFORMED, "1e400"),
                claim("x", MALFORMED, "9007199254740993"),
                claim("x", MALFORMED, "9".repeat(1000)),
                claim("x", MALFORMED, "01"),
                claim("x", MALFORMED, "+1"),
                claim("x", MALFORMED, "0x10"),
                claim("x", MALFORMED, "\"\\ud800\""),
                claim("x", MALFORMED, "\"\u0001\""),
                claim("x", MALFORMED, "\"\\x41\""));
    }

    private static Stream<Attack> bytes() {
        byte[] latin = GOOD.replace("alice", "\u00e9").getBytes(StandardCharsets.ISO_8859_1);
        byte[] compressed = {0x78, (byte) 0x9c, 3, 0, 0, 0, 0, 1};
        return Stream.of(
                bytes("in UTF-16", GOOD.getBytes(StandardCharsets.UTF_16)),
                bytes("in Latin-1", latin),
                bytes("compressed", compressed));
    }

    private static Attack bytes(String name, byte[] payload) {
        return new Attack("claims: " + name, MALFORMED, FORGE.withClaims(payload));
    }

    private static Stream<Attack> kinds() {
        String list = "[\"" + Forge.AUDIENCE + "\"]";
        return Stream.of(
                        each("aud", MALFORMED, "[]", "\"\"", "[\"\"]", "[1]", "1", "{}"),
                        each("aud", MALFORMED, "[" + list + "]", "true"),
                        each("iss", MALFORMED, "1", "\"\"", "[\"https://id.example\"]"),
                        each("sub", MALFORMED, "\"\"", "1", "[\"alice\"]", text(256)),
                        each("jti", MALFORMED, "\"\"", "1", text(256), text(3000)),
                        each("nbf", MALFORMED, "\"0\"", "1.5", "null", "-1"),
                        each("iat", MALFORMED, "\"0\"", "-5", "1e9", "{}"),
                        each("exp", MALFORMED, "\"1800000000\"", "1800000000.5", "1.8e9", "-1"),
                        each("exp", MALFORMED, "9007199254740991", "9223372036854775807"),
                        each("exp", MALFORMED, "9223372036854775808", "1e400", "true", "[]"))
                .flatMap(rows -> rows);
    }

    private static Stream<Attack> each(String name, Reason reason, String... values) {
        return Arrays.stream(values).map(json -> claim(name, reason, json));
    }

    private static String text(int length) {
        return "\"" + "t".repeat(length) + "\"";
    }

    private static Stream<Attack> parties() {
        Stream<String> issuers =
                Stream.of(
                        "https://evil.example",
                        "https://id.example/",
                        "HTTPS://id.example",
                        "https://ID.example",
                        "https://id.example:443",
                        "https://id.example\\u0000",
                        " https://id.example",
                        "https://id.example/admin",
                        "id.example");
        Stream<String> audiences =
                Stream.of(
                        "\"https://evil.example\"",
                        "\"https://api.example/\"",
                        "\"HTTPS://API.EXAMPLE\"",
                        "[\"https://evil.example\"]",
                        "\"https://api.example https://evil.example\"",
                        "\"*\"");
        return Stream.concat(
                issuers.map(issuer -> claim("iss", WRONG_ISSUER, "\"" + issuer + "\"")),
                audiences.map(audience -> claim("aud", WRONG_AUDIENCE, audience)));
    }

    private static Stream<Attack> times() {
        Stream<Attack> missing =
                Stream.of("iss", "sub", "iat", "exp").map(name -> missing(name, MISSING_CLAIM));
        return Stream.concat(
                missing,
                Stream.of(
                        missing("aud", WRONG_AUDIENCE),
                        claim("exp", EXPIRED, Long.toString(NOW - 1)),
                        claim("exp", EXPIRED, Long.toString(NOW)),
                        claim("exp", EXPIRED, "0"),
                        claim("nbf", NOT_YET_VALID, Long.toString(NOW + 1)),
                        claim("iat", NOT_YET_VALID, Long.toString(NOW + 61)),
                        claim("iat", NOT_YET_VALID, "33000000000")));
    }

    private static Attack missing(String name, Reason reason) {
        return payload(name + " missing", reason, Forge.claimsWithout(name));
    }

    private static Stream<Attack> types() {
        return Stream.of(
                new Attack(
                        "an ID token as access token", WRONG_TYPE, EC.sign("JWT", Forge.claims())),
                new Attack(
                        "a logout token as access token",
                        WRONG_TYPE,
                        EC.sign("logout+jwt", Map.of("sub", "alice"))));
    }
}
