package dev.microauth.web;

import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;

/// A telephone with a passkey in it, and the browser before it: ES256, user verified, no attestation.
public final class PasskeyDevice {
    private static final int PRESENT_AND_VERIFIED = 0x05;
    private static final int WITH_KEY = 0x40;

    private final String origin;
    private final byte[] id = utf8(UUID.randomUUID().toString());
    private final KeyPair keys;
    private byte[] handle = new byte[0];
    private int counter = 1;

    public PasskeyDevice(String origin) {
        this.origin = origin;
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256);
            keys = generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Answers the `options` of an enrolment.
    public String create(Map<String, Object> options) {
        handle = new Base64URL((String) object(options.get("user")).get("id")).decode();
        byte[] clientData = clientData("webauthn.create", options);
        var key = new ByteArrayOutputStream();
        key.writeBytes(new byte[16]);
        key.writeBytes(ByteBuffer.allocate(2).putShort((short) id.length).array());
        key.writeBytes(id);
        key.writeBytes(cose());
        byte[] data = authenticatorData(PRESENT_AND_VERIFIED | WITH_KEY, key.toByteArray());
        var attestation = new ByteArrayOutputStream();
        // {"fmt": "none", "attStmt": {}, "authData": bytes of this length}
        attestation.writeBytes(
                HexFormat.of()
                        .parseHex("a363666d74646e6f6e656761747453746d74a0686175746844617461"));
        attestation.write(0x58);
        attestation.write(data.length);
        attestation.writeBytes(data);
        return credential(
                Map.of(
                        "clientDataJSON",
                        text(clientData),
                        "attestationObject",
                        text(attestation.toByteArray())));
    }

    /// Answers the options of a proof.
    public String get(Map<String, Object> options) {
        byte[] clientData = clientData("webauthn.get", options);
        byte[] data = authenticatorData(PRESENT_AND_VERIFIED, new byte[0]);
        return credential(
                Map.of(
                        "clientDataJSON",
                        text(clientData),
                        "authenticatorData",
                        text(data),
                        "signature",
                        text(signature(data, clientData)),
                        "userHandle",
                        text(handle)));
    }

    private String credential(Map<String, Object> response) {
        counter++;
        return JSONObjectUtils.toJSONString(
                Map.of(
                        "id",
                        text(id),
                        "rawId",
                        text(id),
                        "type",
                        "public-key",
                        "clientExtensionResults",
                        Map.of(),
                        "response",
                        response));
    }

    private byte[] clientData(String type, Map<String, Object> options) {
        return utf8(
                "{\"type\":\"%s\",\"challenge\":\"%s\",\"origin\":\"%s\",\"crossOrigin\":false}"
                        .formatted(type, options.get("challenge"), origin));
    }

    private byte[] authenticatorData(int flags, byte[] key) {
        return ByteBuffer.allocate(37 + key.length)
                .put(sha256(utf8("localhost")))
                .put((byte) flags)
                .putInt(counter)
                .put(key)
                .array();
    }

    private byte[] cose() {
        var point = ((ECPublicKey) keys.getPublic()).getW();
        return ByteBuffer.allocate(77)
                .put(HexFormat.of().parseHex("a5010203262001215820"))
                .put(fixed(point.getAffineX()))
                .put(HexFormat.of().parseHex("225820"))
                .put(fixed(point.getAffineY()))
                .array();
    }

    private static byte[] fixed(BigInteger number) {
        return HexFormat.of().parseHex("%064x".formatted(number));
    }

    private byte[] signature(byte[] data, byte[] clientData) {
        try {
            var signer = Signature.getInstance("SHA256withECDSA");
            signer.initSign(keys.getPrivate());
            signer.update(data);
            signer.update(sha256(clientData));
            return signer.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(Object member) {
        return (Map<String, Object>) member;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return Base64URL.encode(bytes).toString();
    }
}
