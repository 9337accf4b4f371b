package dev.microauth.secret;

import dev.microauth.problem.AuthException;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.util.Arrays;
import javax.crypto.SecretKey;

/// A key that can be zeroed, after which nothing can be done with it.
final class DerivedKey implements SecretKey {
    private static final long serialVersionUID = 1;

    private final String algorithm;
    private final transient byte[] bytes;
    private transient volatile boolean gone;

    /// Takes the array over.
    DerivedKey(byte[] bytes, String algorithm) {
        this.bytes = bytes;
        this.algorithm = algorithm;
    }

    @Override
    public String getAlgorithm() {
        return algorithm;
    }

    @Override
    public String getFormat() {
        return "RAW";
    }

    /// Throws [AuthException.Closed] when it was zeroed: a key of nothing would seal for anybody.
    @Override
    public byte[] getEncoded() {
        byte[] copy = bytes.clone();
        // Looked at after the copy, which may have met the zeroing half way.
        if (gone) {
            throw new AuthException.Closed();
        }
        return copy;
    }

    @Override
    public void destroy() {
        gone = true;
        Arrays.fill(bytes, (byte) 0);
    }

    @Override
    public boolean isDestroyed() {
        return gone;
    }

    private void writeObject(ObjectOutputStream out) throws NotSerializableException {
        throw new NotSerializableException("a key stays where it is");
    }
}
