package dev.microauth.bridge;

import java.util.List;
import java.util.Optional;

/// What is to be done with a request.
///
/// ```java
/// switch (bridge.handle(request)) {
///     case BridgeResult.Passed passed -> application.serve(passed.user());
///     case BridgeResult.Answered answered -> send(answered.status(), answered.headers(), answered.body());
/// }
/// ```
public sealed interface BridgeResult {
    /// A header of the answer. A name may come more than once: add it, do not replace what is there.
    record Header(String name, String value) {
        /// The name alone: cookies are secret.
        @Override
        public String toString() {
            return name;
        }
    }

    /// What became of whoever uses this browser. An application that keeps something for them beside the bridge, such as
    /// a session of its web container, acts on it.
    enum Change {
        NONE,
        /// Somebody signed in: the container's session gets a new id.
        SIGNED_IN,
        /// Somebody signed in where a session was of somebody else, over, or not to be read: what was kept is dropped.
        REPLACED,
        /// Nobody is signed in any more: what was kept is dropped.
        SIGNED_OUT
    }

    /// For the framework to add to the answer, whoever makes it.
    List<Header> headers();

    Change change();

    /// The application answers. Where a cookie is among the headers, so is `Cache-Control: no-store`, which the application
    /// must not replace: the adapter sees to it. On open paths there are none.
    ///
    /// @param user empty where an open path is asked for by somebody who is not signed in, or whose session has to be
    ///     renewed first, which is done on closed paths alone
    record Passed(Optional<BridgeUser> user, List<Header> headers, Change change)
            implements BridgeResult {
        public Passed {
            headers = List.copyOf(headers);
        }
    }

    /// The bridge has answered.
    ///
    /// @param body as text in UTF-8, whose type is among the headers; empty for none
    record Answered(int status, List<Header> headers, String body, Change change)
            implements BridgeResult {
        public Answered {
            headers = List.copyOf(headers);
        }
    }
}
