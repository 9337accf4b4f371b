package dev.microauth.server.log;

import java.util.Optional;

/// The request on whose behalf a thread works. Its id stands in every line that is logged within.
public final class RequestScope {

    private static final ScopedValue<String> ID = ScopedValue.newInstance();

    private RequestScope() {}

    /// Does the work under the id of its request.
    public static <R, X extends Throwable> R call(
            String requestId, ScopedValue.CallableOp<? extends R, X> work) throws X {
        return ScopedValue.where(ID, requestId).call(work);
    }

    /// The id of the request at hand, if there is one.
    public static Optional<String> id() {
        return ID.isBound() ? Optional.of(ID.get()) : Optional.empty();
    }
}
