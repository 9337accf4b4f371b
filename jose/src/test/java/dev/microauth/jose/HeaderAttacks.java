package dev.microauth.jose;

import static dev.microauth.jose.Attack.EC;
import static dev.microauth.jose.Attack.ED;
import static dev.microauth.jose.Attack.FORGE;
import static dev.microauth.jose.Attack.STRANGER;
import static dev.microauth.jose.Attack.header;
import static dev.microauth.jose.TokenRefused.Reason.BAD_SIGNATURE;
import static dev.microauth.jose.TokenRefused.Reason.FORBIDDEN_HEADER;
import static dev.microauth.jose.TokenRefused.Reason.MALFORMED;
import static dev.microauth.jose.TokenRefused.Reason.TOO_LARGE;
import static dev.microauth.jose.TokenRefused.Reason.UNKNOWN_KEY;
import static dev.microauth.jose.TokenRefused.Reason.WRONG_ALGORITHM;
import static dev.microauth.jose.TokenRefused.Reason.WRONG_TYPE;

import dev.microauth.json.Json;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// What a header can say to mislead: another algorithm, another key, another type, two things at once.
final class HeaderAttacks {
    private static final String GOOD = FORGE.header();
    private static final String WITHOUT_KEY = "{\"typ\":\"at+jwt\",\"alg\":\"ES256\"}";

    private HeaderAttacks() {}

    static Stream<Attack> all() {
        return Stream.of(
                        algorithms(),
                        algorithmSwaps(),
                        keyIds(),
                        keys(),
                        members(),
                        types(),
                        json(),
                        bytes())
                .flatMap(rows -> rows);
    }

    private static Stream<Attack> algorithms() {
        Stream<String> names =
                Stream.of(
                                List.of("none", "None", "NONE", "nOnE", "", "none ", "none\\u0000"),
                                List.of("HS256", "HS384", "HS512", "ES256K", "ES384", "ES512"),
                                List.of("PS256", "RS384", "Ed448", "eddsa", "es256", "EdDSA "),
                                List.of("ES256\\u0000", "dir", "A128KW", "RSA-OAEP", "ECDH-ES"),
                                List.of("PBES2-HS256+A128KW", "EVIL"))
                        .flatMap(List::stream)
                        .map(name -> "\"" + name + "\"");
        Stream<String> kinds = Stream.of("1", "true", "null", "[\"ES256\"]", "{\"alg\":\"ES256\"}");
        return Stream.concat(
                names.map(alg -> header("alg " + alg, WRONG_ALGORITHM, withAlgorithm(alg))),
                kinds.map(alg -> header("alg " + alg, MALFORMED, withAlgorithm(alg))));
    }

    private static String withAlgorithm(String json) {
        return GOOD.replace("\"ES256\"", json);
    }

    private static Stream<Attack> algorithmSwaps() {
        Forge edwards = new Forge(ED);
        String unsigned =
                Forge.base64(withAlgorithm("\"none\""))
                        + "."
                        + Forge.base64(Json.exact(Forge.claims()));
        String noAlgorithm = "{\"typ\":\"at+jwt\",\"kid\":\"" + EC.keyId() + "\"}";
        return Stream.of(
                header("RS256 on an EC key", WRONG_ALGORITHM, withAlgorithm("\"RS256\"")),
                header("EdDSA on an EC key", WRONG_ALGORITHM, withAlgorithm("\"EdDSA\"")),
                new Attack(
                        "header: ES256 on an Ed25519 key",
                        WRONG_ALGORITHM,
                        edwards.withHeader(edwards.header().replace("EdDSA", "ES256"))),
                header("alg missing", WRONG_ALGORITHM, noAlgorithm),
                new Attack("alg none, signature removed", WRONG_ALGORITHM, unsigned + "."),
                new Attack("alg none, signature and dot removed", MALFORMED, unsigned));
    }

    private static Stream<Attack> keyIds() {
        Stream<String> names =
                Stream.of(
                                List.of("", "../../dev/null", "/proc/self/environ", "' OR 1=1 --"),
                                List.of("| id", "https://evil.example/jwks.json", "k".repeat(2000)),
                                List.of(EC.keyId() + "\\u0000", EC.keyId() + " ", " " + EC.keyId()),
                                List.of(EC.keyId().toLowerCase(Locale.ROOT), STRANGER.keyId()))
                        .flatMap(List::stream)
                        .map(name -> "\"" + name + "\"");
        Stream<String> kinds = Stream.of("1", "[]", "null", "{}");
        return Stream.concat(
                names.map(kid -> header("kid " + kid, UNKNOWN_KEY, withKeyId(kid))),
                kinds.map(kid -> header("kid " + kid, MALFORMED, withKeyId(kid))));
    }

    private static String withKeyId(String json) {
        return WITHOUT_KEY.replace("}", ",\"kid\":" + json + "}");
    }

    private static Stream<Attack> keys() {
        return Stream.of(
                header("kid missing", UNKNOWN_KEY, WITHOUT_KEY),
                header("kid of 10 MB", TOO_LARGE, withKeyId("\"" + "k".repeat(10_000_000) + "\"")),
                new Attack("a key not in the set", UNKNOWN_KEY, new Forge(STRANGER).good()),
                new Attack(
                        "a stranger's key under our kid",
                        BAD_SIGNATURE,
                        new Forge(STRANGER).withHeader(GOOD)));
    }

    private static Stream<Attack> members() {
        String stranger = Json.exact(STRANGER.verificationKey().toJwk());
        return Stream.of(
                        "\"jwk\":" + stranger,
                        "\"jku\":\"https://evil.example/jwks.json\"",
                        "\"jku\":\"https://id.example/authorize?redirect_uri=https://evil.example\"",
                        "\"x5u\":\"https://evil.example/cert.pem\"",
                        "\"x5c\":[\"MIIB\"]",
                        "\"x5t\":\"AAAA\"",
                        "\"x5t#S256\":\"AAAA\"",
                        "\"crit\":[\"exp\"]",
                        "\"crit\":[]",
                        "\"crit\":[\"b64\"],\"b64\":false",
                        "\"b64\":false",
                        "\"b64\":true",
                        "\"zip\":\"DEF\"",
                        "\"p2c\":2147483647,\"p2s\":\"AAAA\"",
                        "\"enc\":\"A256GCM\"",
                        "\"epk\":" + stranger,
                        "\"cty\":\"JWT\"",
                        "\"nonce\":\"x\"",
                        "\"iss\":\"https://id.example\"",
                        "\"ALG\":\"none\"",
                        "\"\":\"\"")
                .map(more -> header("with " + more, FORBIDDEN_HEADER, FORGE.headerWith(more)));
    }

    private static Stream<Attack> types() {
        Stream<Attack> others =
                Stream.of(
                                List.of(
                                        "JWT",
                                        "dpop+jwt",
                                        "logout+jwt",
                                        "client-authentication+jwt"),
                                List.of("", "at", "at+jwt ", "at+jwt\\u0000", "text/at+jwt"),
                                List.of("application/x/at+jwt", "application/application/at+jwt"))
                        .flatMap(List::stream)
                        .map(type ->
                                header(
                                        "typ \"" + type + "\"",
                                        WRONG_TYPE,
                                        GOOD.replace("at+jwt", type)));
        String none = "{\"alg\":\"ES256\",\"kid\":\"" + EC.keyId() + "\"}";
        String list = GOOD.replace("\"at+jwt\"", "[\"at+jwt\"]");
        return Stream.concat(
                others,
                Stream.of(
                        header("typ missing", WRONG_TYPE, none),
                        header("typ is a list", MALFORMED, list)));
    }

    private static Stream<Attack> json() {
        return Stream.of(
                header("alg twice", MALFORMED, FORGE.headerWith("\"alg\":\"none\"")),
                header("alg twice, escaped", MALFORMED, FORGE.headerWith("\"\\u0061lg\":\"none\"")),
                header("kid twice", MALFORMED, FORGE.headerWith("\"kid\":\"x\"")),
                header("typ twice", MALFORMED, FORGE.headerWith("\"typ\":\"at+jwt\"")),
                header("a list", MALFORMED, "[" + GOOD + "]"),
                header("a string", MALFORMED, "\"ES256\""),
                header("empty", MALFORMED, ""),
                header("without members", WRONG_TYPE, "{}"),
                header("not closed", MALFORMED, GOOD.substring(0, GOOD.length() - 1)),
                header("text behind it", MALFORMED, GOOD + "{}"),
                header("a comma too many", MALFORMED, GOOD.replace("}", ",}")),
                header("a comment", MALFORMED, "/**/" + GOOD),
                header("single quotes", MALFORMED, GOOD.replace('"', '\'')),
                header("names without quotes", MALFORMED, GOOD.replace("\"alg\"", "alg")),
                header("byte order mark", MALFORMED, "\ufeff" + GOOD));
    }

    private static Stream<Attack> bytes() {
        byte[] overlong = GOOD.getBytes(StandardCharsets.ISO_8859_1);
        overlong[2] = (byte) 0xc1;
        overlong[3] = (byte) 0xb4;
        Stream<Attack> encoded =
                Stream.of("UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32")
                        .map(name ->
                                new Attack(
                                        "header: in " + name,
                                        MALFORMED,
                                        FORGE.withHeader(GOOD.getBytes(Charset.forName(name)))));
        return Stream.concat(
                encoded,
                Stream.of(
                        new Attack(
                                "header: overlong UTF-8", MALFORMED, FORGE.withHeader(overlong))));
    }
}
