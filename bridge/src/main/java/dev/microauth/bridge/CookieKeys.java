package dev.microauth.bridge;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Seals what travels in cookies: AES-256-GCM under keys that are derived from those of the application.
///
/// The form is base64url of version (1 byte), key id (4), nonce (12), ciphertext with tag. What a sealed text is for, and
/// for which client of which issuer, is authenticated with it: nothing passes for something else, or at a neighbour.
final class CookieKeys {
    static final int KEY_BYTES = 32;

    private static final byte VERSION = 1;
    private static final int ID_BYTES = 4;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BYTES = 16;
    private static final int PREFIX_BYTES = 1 + ID_BYTES + NONCE_BYTES;

    private final List<Key> keys;
    private final String owner;
    private final Randomness randomness;

    private record Key(byte[] id, SecretKey secret) {
        @Override
        public String toString() {
            return "***";
        }
    }

    /// @param newestFirst each of 32 bytes; the first one seals, all open
    /// @param owner for whom it is sealed
    CookieKeys(List<byte[]> newestFirst, String owner, Randomness randomness) {
        var derived = new ArrayList<Key>();
        for (byte[] each : newestFirst) {
            derived.add(
                    new Key(
                            Arrays.copyOf(derive(each, "key id"), ID_BYTES),
                            new SecretKeySpec(derive(each, "cookie sealing"), "AES")));
        }
        this.keys = List.copyOf(derived);
        this.owner = owner;
        this.randomness = randomness;
    }

    String seal(String purpose, byte[] plain) {
        Key key = keys.getFirst();
        byte[] nonce = randomness.bytes(NONCE_BYTES);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, key, nonce, purpose).doFinal(plain);
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(
                            ByteBuffer.allocate(PREFIX_BYTES + sealed.length)
                                    .put(VERSION)
                                    .put(key.id())
                                    .put(nonce)
                                    .put(sealed)
                                    .array());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java runtime cannot seal with AES-GCM.", e);
        }
    }

    /// What was sealed for this purpose; empty for everything else.
    Optional<byte[]> open(String purpose, String text) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
        if (bytes.length < PREFIX_BYTES + TAG_BYTES || bytes[0] != VERSION) {
            return Optional.empty();
        }
        byte[] id = Arrays.copyOfRange(bytes, 1, 1 + ID_BYTES);
        byte[] nonce = Arrays.copyOfRange(bytes, 1 + ID_BYTES, PREFIX_BYTES);
        return keys.stream()
                .filter(key -> MessageDigest.isEqual(key.id(), id))
                .findFirst()
                .flatMap(key -> opened(key, nonce, purpose, bytes));
    }

    private Optional<byte[]> opened(Key key, byte[] nonce, String purpose, byte[] bytes) {
        try {
            return Optional.of(
                    cipher(Cipher.DECRYPT_MODE, key, nonce, purpose)
                            .doFinal(bytes, PREFIX_BYTES, bytes.length - PREFIX_BYTES));
        } catch (AEADBadTagException foreign) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java runtime cannot open AES-GCM.", e);
        }
    }

    private Cipher cipher(int mode, Key key, byte[] nonce, String purpose)
            throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key.secret(), new GCMParameterSpec(TAG_BYTES * Byte.SIZE, nonce));
        cipher.updateAAD(
                ("microauth bridge\n" + VERSION + "\n" + purpose + "\n" + owner)
                        .getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    private static byte[] derive(byte[] key, String label) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(("microauth bridge " + label).getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java runtime has HmacSHA256.", e);
        }
    }

    @Override
    public String toString() {
        return "***";
    }
}
