package dev.microauth.web.admin;

import dev.microauth.Engine;
import dev.microauth.actor.Actor;
import dev.microauth.key.Ring;
import dev.microauth.token.LiveToken;
import dev.microauth.web.http.Admission;
import dev.microauth.web.http.Guard;
import dev.microauth.web.http.Request;
import dev.microauth.web.oauth.BearerGuard;
import dev.microauth.web.oauth.Bearers;
import dev.microauth.web.wire.Problems;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Lets administrators in who hold a right now, whatever they held when they signed in. It looks at nothing but the
/// `Authorization` header, so that all else about a request stays unjudged for strangers.
final class AdminGuard implements Guard<Administrator> {
    private final Engine auth;
    private final Right right;

    AdminGuard(Engine auth, Right right) {
        this.auth = auth;
        this.right = right;
    }

    @Override
    public String name() {
        return right.guardName();
    }

    @Override
    public Admission<Administrator> admit(Request request) {
        try {
            return presented(request)
                    .flatMap(token -> auth.accessTokens().find(Ring.ADMIN, token))
                    .map(token -> judged(request, token))
                    .orElseGet(() -> Admission.refused(Problems.unauthorized(request)));
        } catch (RuntimeException e) {
            return Admission.refused(Problems.answer(request, e));
        }
    }

    private Admission<Administrator> judged(Request request, LiveToken token) {
        Actor actor = actor(request, token);
        if (right.isHeldBy(actor.permissions())) {
            return Admission.admitted(new Administrator(actor, token));
        }
        auth.noteRefusal(actor, request.method() + " needs " + right);
        return Admission.refused(
                Problems.of(request, 403, "not_allowed", "This needs " + right + "."));
    }

    private Actor actor(Request request, LiveToken token) {
        return Bearers.actor(request, token)
                .with(token.subjectId().map(auth.access()::permissionsOf).orElse(Set.of()));
    }

    // RFC 6750 §2.1: the header is the one way here; a form or an address may end up elsewhere.
    private static Optional<String> presented(Request request) {
        List<String> headers = request.headers("authorization");
        return headers.size() == 1 ? BearerGuard.inHeader(headers.getFirst()) : Optional.empty();
    }
}
