package dev.microauth.key;

import dev.microauth.problem.AuthException.Protected;
import dev.microauth.secret.MasterKey;
import java.util.function.Consumer;
import java.util.function.Function;

/// How the root key of an engine is kept: what replaces the master key over it, and what carries both elsewhere.
///
/// @param rotate replaces the master key by a new random one
/// @param rotateTo replaces it by this one
/// @param export seals both keys under a passphrase
public record Custody(
        Runnable rotate, Consumer<MasterKey> rotateTo, Function<char[], byte[]> export) {

    /// Of an engine that keeps its root key in no file.
    public static Custody none() {
        return new Custody(
                () -> {
                    throw refusal();
                },
                _ -> {
                    throw refusal();
                },
                _ -> {
                    throw refusal();
                });
    }

    private static Protected refusal() {
        return new Protected("this engine keeps no master key: persistTo(directory) gives it one");
    }
}
