package dev.microauth.web.http;

/// What stands before a handler: turns a request into a proof, or into a refusal.
///
/// @param <P> the proof
public interface Guard<P> {
    /// How the route table names this guard: `open`, `client`, `bearer`, `admin:users.read`.
    String name();

    /// Decides on this request. Runs once, before the handler, and may read the form.
    Admission<P> admit(Request request);

    /// Lets everybody in, on purpose and visibly in the route table.
    static Guard<Anyone> open() {
        return new Guard<>() {
            @Override
            public String name() {
                return "open";
            }

            @Override
            public Admission<Anyone> admit(Request request) {
                return Admission.admitted(Anyone.ANYONE);
            }
        };
    }
}
