package dev.microauth.passkey;

import dev.microauth.json.Json;
import dev.microauth.json.Limits;
import dev.microauth.json.MalformedJson;
import dev.microauth.secret.Digest;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// An authenticator and the browser before it, in software: it does what Web Authentication says, or, with a field set
/// otherwise, something that it must not.
final class SoftAuthenticator {
    static final int PRESENT = 0x01;
    static final int VERIFIED = 0x04;
    static final int COPYABLE = 0x08;
    static final int COPIED = 0x10;
    private static final int WITH_KEY = 0x40;

    final KeyKind kind;
    KeyPair keys;
    byte[] id = Digest.sha256("credential " + System.nanoTime());
    Optional<byte[]> handle = Optional.empty();
    boolean showsHandle = true;
    int flags = PRESENT | VERIFIED;
    long counter = 1;
    String origin = "http://localhost:9040";
    String rpId = "localhost";
    Optional<String> type = Optional.empty();
    Optional<String> challenge = Optional.empty();
    String extraClientData = ",\"crossOrigin\":false";
    int algorithm;
    boolean selfAttested;
    Optional<Make> make = Optional.empty();
    boolean tampers;

    /// Whoever made it, and signs for it.
    record Make(KeyPair keys, byte[] certificate) {}

    SoftAuthenticator(KeyKind kind) {
        this.kind = kind;
        this.keys = kind.generate();
        this.algorithm = kind.algorithm;
    }

    /// `navigator.credentials.create`, down to `toJSON()`.
    String create(String options) {
        var asked = object(options);
        handle = Optional.of(decoded(text(member(asked, "user"), "id")));
        byte[] clientData = clientData(asked, "webauthn.create");
        byte[] data = authenticatorData(flags | WITH_KEY, attestedKey());
        count();
        var response =
                Map.of(
                        "clientDataJSON",
                        base64(clientData),
                        "attestationObject",
                        base64(attestation(data, clientData)),
                        "authenticatorData",
                        base64(data),
                        "publicKey",
                        base64(keys.getPublic().getEncoded()),
                        "publicKeyAlgorithm",
                        algorithm,
                        "transports",
                        List.of("internal", "hybrid"));
        return credential(response);
    }

    /// `navigator.credentials.get`, down to `toJSON()`.
    String get(String options) {
        byte[] clientData = clientData(object(options), "webauthn.get");
        byte[] data = authenticatorData(flags, new byte[0]);
        byte[] signature = kind.sign(keys, signed(data, clientData));
        if (tampers) {
            signature[signature.length - 1] ^= 1;
        }
        count();
        var response = new LinkedHashMap<String, Object>();
        response.put("clientDataJSON", base64(clientData));
        response.put("authenticatorData", base64(data));
        response.put("signature", base64(signature));
        if (showsHandle) {
            handle.ifPresent(own -> response.put("userHandle", base64(own)));
        }
        return credential(response);
    }

    /// One that begins with 0 has no counter.
    private void count() {
        counter += counter == 0 ? 0 : 1;
    }

    private String credential(Map<String, ?> response) {
        return Json.text(
                Map.of(
                        "id",
                        base64(id),
                        "rawId",
                        base64(id),
                        "type",
                        "public-key",
                        "authenticatorAttachment",
                        "platform",
                        "clientExtensionResults",
                        Map.of(),
                        "response",
                        response));
    }

    private byte[] clientData(Map<String, Object> asked, String usual) {
        return ("{\"type\":\""
                        + type.orElse(usual)
                        + "\",\"challenge\":\""
                        + challenge.orElseGet(() -> text(asked, "challenge"))
                        + "\",\"origin\":\""
                        + origin
                        + "\""
                        + extraClientData
                        + "}")
                .getBytes(StandardCharsets.UTF_8);
    }

    private byte[] authenticatorData(int flags, byte[] key) {
        return ByteBuffer.allocate(37 + key.length)
                .put(Digest.sha256(rpId))
                .put((byte) flags)
                .putInt((int) counter)
                .put(key)
                .array();
    }

    private byte[] attestedKey() {
        var cose = kind.cose(keys.getPublic());
        cose.put(3, algorithm);
        byte[] key = Cbor.bytes(cose);
        return ByteBuffer.allocate(18 + id.length + key.length)
                .put(new byte[16])
                .putShort((short) id.length)
                .put(id)
                .put(key)
                .array();
    }

    private byte[] attestation(byte[] data, byte[] clientData) {
        byte[] message = signed(data, clientData);
        var statement = new LinkedHashMap<Object, Object>();
        if (selfAttested) {
            statement.put("alg", algorithm);
            statement.put("sig", kind.sign(keys, message));
        }
        make.ifPresent(maker -> {
            statement.put("alg", KeyKind.ES256.algorithm);
            statement.put("sig", KeyKind.ES256.sign(maker.keys(), message));
            statement.put("x5c", List.of(maker.certificate()));
        });
        if (tampers && statement.get("sig") instanceof byte[] signature) {
            signature[signature.length - 1] ^= 1;
        }
        var object = new LinkedHashMap<Object, Object>();
        object.put("fmt", statement.isEmpty() ? "none" : "packed");
        object.put("attStmt", statement);
        object.put("authData", data);
        return Cbor.bytes(object);
    }

    private static byte[] signed(byte[] data, byte[] clientData) {
        var message = new ByteArrayOutputStream();
        message.writeBytes(data);
        message.writeBytes(Digest.sha256(clientData));
        return message.toByteArray();
    }

    static Map<String, Object> object(Object json) {
        if (json instanceof Map<?, ?> map) {
            var members = new LinkedHashMap<String, Object>();
            map.forEach((key, value) -> members.put((String) key, value));
            return members;
        }
        try {
            return Json.object((String) json, Limits.BODY);
        } catch (MalformedJson e) {
            throw new IllegalArgumentException(e);
        }
    }

    static String text(Map<String, Object> members, String name) {
        return (String) Objects.requireNonNull(members.get(name), name);
    }

    static Map<String, Object> member(Map<String, Object> members, String name) {
        return object(Objects.requireNonNull(members.get(name), name));
    }

    static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static byte[] decoded(String text) {
        return Base64.getUrlDecoder().decode(text);
    }
}
