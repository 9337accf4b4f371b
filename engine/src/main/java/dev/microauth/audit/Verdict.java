package dev.microauth.audit;

/// Whether every event is there, in order and unchanged.
public sealed interface Verdict {
    record Whole(long events) implements Verdict {}

    /// The first thing that is wrong, and at which event of which chain.
    record Broken(long chain, long sequence, String what) implements Verdict {}
}
