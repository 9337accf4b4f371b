package dev.microauth.web.account;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.microauth.secret.Digest;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.HexFormat;

/// A security key that is new to everybody, and how it answers the question of a page: ES256, without attestation
/// (Web Authentication §6.5, RFC 9052 §7).
record NewKey(ECPublicKey key, byte[] id) {
    private static final int PRESENT_VERIFIED_WITH_KEY = 0x45;
    private static final HexFormat HEX = HexFormat.of();

    static NewKey make() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            var key = (ECPublicKey) generator.generateKeyPair().getPublic();
            return new NewKey(key, Digest.sha256(HEX.formatHex(key.getEncoded())));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// What the script of the page sends, for the options in it.
    String answer(String page) {
        String options =
                OwnTab.find("name=\"passkey_options\" value=\"([^\"]+)\"", page)
                        .orElseThrow()
                        .group(1)
                        .replace("&quot;", "\"");
        String challenge =
                OwnTab.find("\"challenge\":\"([^\"]+)\"", options).orElseThrow().group(1);
        String clientData =
                "{\"type\":\"webauthn.create\",\"challenge\":\"%s\",\"origin\":\"http://localhost:9040\",\"crossOrigin\":false}"
                        .formatted(challenge);
        return """
        {"id":"%s","rawId":"%s","type":"public-key","clientExtensionResults":{},
        "response":{"clientDataJSON":"%s","attestationObject":"%s","transports":["usb"]}}
        """
                .formatted(
                        base64(id),
                        base64(id),
                        base64(clientData.getBytes(UTF_8)),
                        base64(object()));
    }

    private byte[] object() {
        byte[] data = data();
        // {"fmt": "none", "attStmt": {}, "authData": …}
        return joined(
                HEX.parseHex("a3" + "63" + hex("fmt") + "64" + hex("none")),
                HEX.parseHex("67" + hex("attStmt") + "a0" + "68" + hex("authData") + "58"),
                new byte[] {(byte) data.length},
                data);
    }

    private byte[] data() {
        byte[] head =
                ByteBuffer.allocate(55)
                        .put(Digest.sha256("localhost"))
                        .put((byte) PRESENT_VERIFIED_WITH_KEY)
                        .putInt(1)
                        .put(new byte[16])
                        .putShort((short) id.length)
                        .array();
        // {1: 2, 3: -7, -1: 1, -2: x, -3: y}
        return joined(
                head,
                id,
                HEX.parseHex("a5010203262001215820"),
                coordinate(key.getW().getAffineX()),
                HEX.parseHex("225820"),
                coordinate(key.getW().getAffineY()));
    }

    private static byte[] coordinate(BigInteger number) {
        return HEX.parseHex("%064x".formatted(number));
    }

    private static String hex(String text) {
        return HEX.formatHex(text.getBytes(UTF_8));
    }

    private static byte[] joined(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
