package dev.microauth.jose;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The examples that the specifications print.
class SpecVectorTest {
    private static final String ED_X = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo";
    private static final String ED_D = "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A";
    private static final String PAYLOAD =
            "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFt"
                    + "cGxlLmNvbS9pc19yb290Ijp0cnVlfQ";

    private static boolean verifies(VerificationKey key, String input, String signature) {
        return key.verify(
                input.getBytes(StandardCharsets.US_ASCII),
                Base64Url.decode(signature).orElseThrow());
    }

    /// Spec: RFC 7638 §3.1
    @Test
    void the_thumbprint_of_the_rsa_key() {
        VerificationKey key =
                VerificationKey.parse(
                        Map.of(
                                "kty",
                                "RSA",
                                "n",
                                "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw",
                                "e",
                                "AQAB",
                                "alg",
                                "RS256"));
        assertThat(key.keyId()).isEqualTo("NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs");
    }

    /// Spec: RFC 8037 §A.1
    /// Spec: RFC 8037 §A.3
    @Test
    void the_private_ed25519_key_and_its_thumbprint() {
        String jwk =
                "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"d\":\"%s\",\"x\":\"%s\"}"
                        .formatted(ED_D, ED_X);
        SigningKey key = SigningKey.parse(jwk.getBytes(StandardCharsets.UTF_8));
        assertThat(key.keyId()).isEqualTo("kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
        assertThat(key.verificationKey().toJwk()).containsEntry("x", ED_X).doesNotContainKey("d");
    }

    /// Spec: RFC 8037 §A.4
    /// Spec: RFC 8037 §A.5
    @Test
    void the_ed25519_signature() {
        String input = "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc";
        String expected =
                "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5B"
                        + "hVsPt9g7sVvpAr_MuM0KAg";
        Map<String, Object> jwk = Map.of("kty", "OKP", "crv", "Ed25519", "d", ED_D, "x", ED_X);
        byte[] signed =
                Crypto.platform()
                        .signer(KeyReader.ofPrivate(jwk))
                        .sign(input.getBytes(StandardCharsets.US_ASCII));
        assertThat(Base64Url.encode(signed)).isEqualTo(expected);
        VerificationKey key =
                VerificationKey.parse(Map.of("kty", "OKP", "crv", "Ed25519", "x", ED_X));
        assertThat(verifies(key, input, expected)).isTrue();
        assertThat(verifies(key, input + "x", expected)).isFalse();
    }

    /// Spec: RFC 7515 §A.2
    @Test
    void the_rs256_signature() {
        VerificationKey key =
                VerificationKey.parse(
                        Map.of(
                                "kty",
                                "RSA",
                                "n",
                                "ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ",
                                "e",
                                "AQAB"));
        String signature =
                "cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw";
        assertThat(verifies(key, "eyJhbGciOiJSUzI1NiJ9." + PAYLOAD, signature)).isTrue();
        assertThat(verifies(key, "eyJhbGciOiJSUzI1NiJ9" + PAYLOAD, signature)).isFalse();
    }

    /// Spec: RFC 7515 §A.3
    @Test
    void the_es256_signature() {
        VerificationKey key =
                VerificationKey.parse(
                        Map.of(
                                "kty",
                                "EC",
                                "crv",
                                "P-256",
                                "x",
                                "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
                                "y",
                                "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"));
        String signature =
                "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSA"
                        + "pmWQxfKTUJqPP3-Kg6NU1Q";
        assertThat(verifies(key, "eyJhbGciOiJFUzI1NiJ9." + PAYLOAD, signature)).isTrue();
        assertThat(verifies(key, "eyJhbGciOiJFUzI1NiJ9" + PAYLOAD, signature)).isFalse();
    }
}
