package dev.microauth.authorize;

import dev.microauth.actor.Origin;
import dev.microauth.session.Session;
import java.util.Map;
import java.util.Optional;

/// The authorization endpoint of one ring.
public final class Authorizations {
    /// Looks at the parameters, at the client and at nothing of any person. `parameters` holds no empty values;
    /// whoever reads them off the wire refuses duplicates.
    public Checked check(Map<String, String> parameters) {
        throw new UnsupportedOperationException("to come");
    }

    /// What this request needs next, of somebody who is signed in in this browser, or of nobody.
    public Decision decide(
            AuthorizationRequest request, Optional<Session> session, Progress progress) {
        throw new UnsupportedOperationException("to come");
    }

    /// Notes the consent that was asked for, and answers with a code.
    public Answer consent(
            AuthorizationRequest request, Session session, Progress progress, Origin origin) {
        throw new UnsupportedOperationException("to come");
    }

    /// The person did not want this: `access_denied`.
    public Answer deny(AuthorizationRequest request, Optional<Session> session, Origin origin) {
        throw new UnsupportedOperationException("to come");
    }

    /// Answers with a code; where [#decide] does not say [Decision.Granted] at this moment, throws
    /// [IllegalStateException].
    public Answer answer(
            AuthorizationRequest request, Session session, Progress progress, Origin origin) {
        throw new UnsupportedOperationException("to come");
    }
}
