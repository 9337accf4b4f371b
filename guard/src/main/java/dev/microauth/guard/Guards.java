package dev.microauth.guard;

import dev.microauth.jose.AccessVerifier;
import dev.microauth.jose.AuthUser;
import dev.microauth.jose.TokenRefused;
import java.lang.System.Logger.Level;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// Judges requests by the rule of the handler that they are for, and words the refusals as RFC 6750 §3 has them.
/// Immutable, safe for all threads.
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
    private static final System.Logger LOG = System.getLogger(Guards.class.getName());
    private static final String SCHEME = "Bearer";
    private static final GuardRule.Ask ANY_TOKEN = GuardRule.anyToken();

    private final AccessVerifier verifier;
    private final Refusals refusals;

    /// @param realm what the application is called in challenges; printable ASCII without `"` and `\`
    /// @throws IllegalArgumentException when the realm cannot stand in a header
    public Guards(AccessVerifier verifier, String realm) {
        this.verifier = verifier;
        this.refusals = new Refusals(realm);
    }

    /// The rule of a handler, see [GuardRule#of(AnnotatedElement...)], checked against what the verifier knows.
    ///
    /// @throws IllegalStateException when it asks for permissions and the verifier does not know them
    public GuardRule rule(AnnotatedElement... nearestFirst) {
        return checked(
                GuardRule.of(nearestFirst),
                nearestFirst.length == 0 ? "a handler" : nearestFirst[0].toString());
    }

    /// The rule of a method, see [GuardRule#of(Method, Class)], checked in the same way.
    ///
    /// @throws IllegalStateException when it asks for permissions and the verifier does not know them
    public GuardRule rule(Method method, Class<?> handler) {
        return checked(GuardRule.of(method, handler), method.toString());
    }

    private GuardRule checked(GuardRule rule, String of) {
        if (rule instanceof GuardRule.Ask ask
                && !ask.permissions().isEmpty()
                && !verifier.knowsPermissions()) {
            throw new IllegalStateException(
                    of
                            + " asks for the permissions "
                            + ask.permissions()
                            + ", and tokens of a server elsewhere do not tell them:"
                            + " ask for a scope or a role");
        }
        if (rule instanceof GuardRule.Closed) {
            LOG.log(Level.WARNING, of + " is closed to all: it says neither @Guard nor @Public");
        }
        return rule;
    }

    /// The verdict on a request with these `Authorization` headers, one for each line. Tokens in forms or queries are
    /// not looked at.
    public Verdict judge(GuardRule rule, List<String> authorization) {
        if (rule instanceof GuardRule.Ask ask) {
            return judge(ask, authorization);
        }
        return rule instanceof GuardRule.Open ? judgeOpen(authorization) : refusals.closed();
    }

    /// The refusal of a caller whose token is good, where something else than a rule has decided that it opens too little,
    /// such as the access rules of a framework. It does not say what would do.
    public Verdict.Refused insufficient() {
        return refusals.lackingRight(ANY_TOKEN);
    }

    private Verdict judgeOpen(List<String> authorization) {
        boolean token = authorization.stream().anyMatch(Guards::isBearer);
        return token ? judge(ANY_TOKEN, authorization) : new Verdict.Admitted(Optional.empty());
    }

    private Verdict judge(GuardRule.Ask ask, List<String> authorization) {
        // RFC 6750 §3.1: who shows more than one credential says nothing that can be understood.
        if (authorization.size() > 1) {
            return refusals.malformed();
        }
        // RFC 6750 §3.1: no error code for whoever shows nothing, or something else.
        if (authorization.isEmpty() || !isBearer(authorization.getFirst())) {
            return refusals.nothingShown();
        }
        String token = authorization.getFirst().substring(SCHEME.length()).strip();
        try {
            return judge(ask, verifier.verify(token));
        } catch (TokenRefused e) {
            return refused(ask, e, token);
        }
    }

    private Verdict judge(GuardRule.Ask ask, AuthUser user) {
        if (!user.scopes().containsAll(ask.scopes())) {
            return refusals.lackingScope(ask);
        }
        boolean role = ask.roles().isEmpty() || !Collections.disjoint(user.roles(), ask.roles());
        return role && user.permissions().containsAll(ask.permissions())
                ? new Verdict.Admitted(Optional.of(user))
                : refusals.lackingRight(ask);
    }

    private Verdict refused(GuardRule.Ask ask, TokenRefused why, String token) {
        LOG.log(Level.DEBUG, why::getMessage);
        return switch (why.reason()) {
            case UNDECIDED -> refusals.undecided();
            // A good token, for less than the verifier was told to ask for.
            case MISSING_SCOPE -> refusals.lackingScope(ask);
            // RFC 6750 §2.1: what is no b64token is no bad token but a bad request. Looked at only
            // now, since a good token is always one.
            default -> isWellFormed(token) ? refusals.badToken() : refusals.malformed();
        };
    }

    // RFC 9110 §11.1: the scheme in any letter case.
    private static boolean isBearer(String header) {
        int length = SCHEME.length();
        return header.regionMatches(true, 0, SCHEME, 0, length)
                && (header.length() == length || header.charAt(length) == ' ');
    }

    private static boolean isWellFormed(String token) {
        int end = token.length();
        while (end > 0 && token.charAt(end - 1) == '=') {
            end--;
        }
        for (int i = 0; i < end; i++) {
            if (!isOfToken(token.charAt(i))) {
                return false;
            }
        }
        return end > 0;
    }

    private static boolean isOfToken(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || "-._~+/".indexOf(c) >= 0;
    }
}
