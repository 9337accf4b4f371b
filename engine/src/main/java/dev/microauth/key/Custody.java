package dev.microauth.key;

import dev.microauth.problem.AuthException.Protected;
import dev.microauth.secret.MasterKey;

/// How the root key of an engine is kept: what replaces the master key over it, and what carries both elsewhere.
///
/// One at a time; each writes its note in the audit before the next one begins, and none begins after [#end()]: all throw
/// [dev.microauth.problem.AuthException.Closed] then, and touch nothing.
public interface Custody {
    /// Replaces the master key by a new random one.
    void rotate(Runnable noted);

    /// Replaces it by this one.
    void rotateTo(MasterKey fresh, Runnable noted);

    /// Seals both keys under a passphrase.
    byte[] export(char[] passphrase, Runnable noted);

    /// Waits for what is running.
    void end();

    /// Of an engine that keeps its root key in no file.
    static Custody none() {
        return new None();
    }

    /// Nothing is kept.
    final class None implements Custody {
        private None() {}

        @Override
        public void rotate(Runnable noted) {
            throw refusal();
        }

        @Override
        public void rotateTo(MasterKey fresh, Runnable noted) {
            throw refusal();
        }

        @Override
        public byte[] export(char[] passphrase, Runnable noted) {
            throw refusal();
        }

        @Override
        public void end() {}

        private static Protected refusal() {
            return new Protected(
                    "this engine keeps no master key: persistTo(directory) gives it one");
        }
    }
}
