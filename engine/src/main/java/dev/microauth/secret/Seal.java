package dev.microauth.secret;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/// AES-256-GCM with a fresh 96-bit nonce; the [Place] of the value is authenticated with it.
///
/// Form: one byte version (1), 12 bytes nonce, the ciphertext, 16 bytes tag.
public final class Seal {
    private static final byte VERSION = 1;
    private static final int NONCE = 12;
    private static final int TAG = 16;

    /// How much longer a sealed value is than what was sealed.
    static final int OVERHEAD = 1 + NONCE + TAG;

    private final SecretKey key;
    private final Randomness randomness;

    Seal(SecretKey key, Randomness randomness) {
        this.key = key;
        this.randomness = randomness;
    }

    public byte[] seal(byte[] plain, Place place) {
        byte[] nonce = randomness.bytes(NONCE);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, place).doFinal(plain);
            return ByteBuffer.allocate(1 + NONCE + sealed.length)
                    .put(VERSION)
                    .put(nonce)
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has AES/GCM", e);
        }
    }

    /// Throws [BrokenSeal] when key, place or bytes are not those of the sealing.
    public byte[] open(byte[] sealed, Place place) {
        if (sealed.length < OVERHEAD || sealed[0] != VERSION) {
            throw new BrokenSeal(place);
        }
        try {
            byte[] nonce = Arrays.copyOfRange(sealed, 1, 1 + NONCE);
            return cipher(Cipher.DECRYPT_MODE, nonce, place)
                    .doFinal(sealed, 1 + NONCE, sealed.length - 1 - NONCE);
        } catch (AEADBadTagException e) {
            throw new BrokenSeal(place);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has AES/GCM", e);
        }
    }

    private Cipher cipher(int mode, byte[] nonce, Place place) throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG * 8, nonce));
        cipher.updateAAD(place.bytes());
        return cipher;
    }
}
