package dev.microauth.web.http;

/// What a guard decided.
///
/// @param <P> the proof
public sealed interface Admission<P> {
    /// The handler runs, with this proof.
    record Admitted<P>(P proof) implements Admission<P> {}

    /// The handler does not run, this is the answer.
    record Refused<P>(Response response) implements Admission<P> {}

    static <P> Admission<P> admitted(P proof) {
        return new Admitted<>(proof);
    }

    static <P> Admission<P> refused(Response response) {
        return new Refused<>(response);
    }
}
