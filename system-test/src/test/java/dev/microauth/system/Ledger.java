package dev.microauth.system;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// What a daemon acknowledged before it was killed. Every access token in it is one of the client's own,
/// save those in families.
///
/// @param issued tokens that were issued and never revoked
/// @param revoked tokens whose revocation was acknowledged
/// @param living families whose last refresh was acknowledged
/// @param dead families in which a token was used twice, and that was refused
/// @param interrupted families whose last token was being used when the daemon went away
/// @param surprises answers that should not have been
record Ledger(
        Queue<String> issued,
        Queue<String> revoked,
        Queue<Family> living,
        Queue<Family> dead,
        Queue<Family> interrupted,
        Queue<String> surprises) {

    /// A family with the refresh tokens that are used up, the last one, and the last access token.
    record Family(List<String> used, String last, String access) {}

    Ledger() {
        this(
                new ConcurrentLinkedQueue<>(),
                new ConcurrentLinkedQueue<>(),
                new ConcurrentLinkedQueue<>(),
                new ConcurrentLinkedQueue<>(),
                new ConcurrentLinkedQueue<>(),
                new ConcurrentLinkedQueue<>());
    }

    @Override
    public String toString() {
        return "%d issued, %d revoked, %d living, %d dead and %d interrupted families"
                .formatted(
                        issued.size(),
                        revoked.size(),
                        living.size(),
                        dead.size(),
                        interrupted.size());
    }
}
