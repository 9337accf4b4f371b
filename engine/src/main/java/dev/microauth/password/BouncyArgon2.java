package dev.microauth.password;

import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/// Argon2id in pure Java. Takes the whole memory of a hash from the heap, and zeroes it after.
record BouncyArgon2(String because) implements Argon2 {

    @Override
    public boolean computes(Argon2Shape shape, int saltLength) {
        return true;
    }

    @Override
    public byte[] compute(byte[] password, byte[] salt, Argon2Shape shape, int tagLength) {
        Argon2Parameters parameters =
                new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                        .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                        .withMemoryAsKB(shape.memoryKib())
                        .withIterations(shape.iterations())
                        .withParallelism(shape.parallelism())
                        .withSalt(salt)
                        .build();
        var generator = new Argon2BytesGenerator();
        generator.init(parameters);
        byte[] tag = new byte[tagLength];
        generator.generateBytes(password, tag);
        return tag;
    }

    @Override
    public int freshMemory() {
        // The heap has it already.
        return 0;
    }

    @Override
    public String implementation() {
        return "Bouncy Castle (" + because + ")";
    }
}
