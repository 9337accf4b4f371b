package dev.microauth.guard;

import dev.microauth.jose.AccessVerifier;
import java.util.List;

/// Judges requests by the rule of the handler that they are for. Immutable, safe for all threads.
///
/// ```java
/// var guards = new Guards(auth.tokens(), "orders");
/// var rule = guards.rule(method, method.getDeclaringClass());
/// switch (guards.judge(rule, request.headers("authorization"))) {
///     case Verdict.Admitted(var user) -> handle(request, user);
///     case Verdict.Refused refused -> answer(refused);
/// }
/// ```
public final class Guards {
    private final AccessVerifier verifier;
    private final String realm;

    /// @param realm what the application is called in challenges; printable ASCII without `"` and `\`
    public Guards(AccessVerifier verifier, String realm) {
        this.verifier = verifier;
        this.realm = realm;
    }

    /// The rule of a handler, see [GuardRule#of], checked against what the verifier knows.
    ///
    /// @throws IllegalStateException when it asks for permissions and the verifier does not know them
    public GuardRule rule(java.lang.reflect.AnnotatedElement... nearestFirst) {
        throw new UnsupportedOperationException(
                "to come " + verifier + realm + nearestFirst.length);
    }

    /// The verdict on a request with these `Authorization` headers. Tokens in forms or queries are not looked at.
    public Verdict judge(GuardRule rule, List<String> authorization) {
        throw new UnsupportedOperationException("to come " + rule + authorization.size());
    }
}
