package dev.microauth.authorize;

import dev.microauth.access.Access;
import dev.microauth.actor.Origin;
import dev.microauth.authorize.AuthorizationRequest.Details;
import dev.microauth.claim.StandardClaims;
import dev.microauth.client.Client;
import dev.microauth.consent.Consents;
import dev.microauth.key.Ring;
import dev.microauth.oauth.Assurance;
import dev.microauth.oauth.OAuthError;
import dev.microauth.oauth.OAuthRefusal;
import dev.microauth.oauth.Prompt;
import dev.microauth.oauth.ScopeSet;
import dev.microauth.policy.ScopeRule;
import dev.microauth.policy.SignInPolicy;
import dev.microauth.session.Session;
import dev.microauth.token.AskedClaims;
import dev.microauth.token.IdTokenHint;
import dev.microauth.user.Users;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The authorization endpoint of one ring.
public final class Authorizations {
    private final Ring ring;
    private final RequestCheck requests;
    private final Rules rules;
    private final ScopeRule scopes;
    private final Answers answers;
    private final InstantSource clock;

    /// What decides about people.
    public record Rules(Users users, Access access, SignInPolicy policy, Consents consents) {}

    public Authorizations(
            Ring ring, RequestCheck requests, Rules rules, Answers answers, InstantSource clock) {
        this.ring = ring;
        this.requests = requests;
        this.rules = rules;
        this.scopes = new ScopeRule(rules.access());
        this.answers = answers;
        this.clock = clock;
    }

    /// Looks at the parameters, at the client and at nothing of any person. `parameters` holds no empty values;
    /// whoever reads them off the wire refuses duplicates.
    public Checked check(Map<String, String> parameters) {
        return requests.check(parameters);
    }

    /// What this request needs next, of somebody who is signed in in this browser, or of nobody.
    public Decision decide(
            AuthorizationRequest request, Optional<Session> session, Progress progress) {
        Optional<Session> here =
                session.filter(live -> live.ring() == ring)
                        .filter(live ->
                                rules.users()
                                        .find(live.userId())
                                        .filter(user -> user.mayEnter(clock.instant()))
                                        .isPresent());
        return here.map(live -> decide(request, live, progress))
                .orElseGet(() -> signIn(request, asked(request)));
    }

    private Decision decide(AuthorizationRequest request, Session session, Progress progress) {
        boolean fresh = progress.isProvedBy(session);
        Details details = request.details();
        if (!isWhoWasMeant(details, session)) {
            // OpenID Connect Core §3.1.2.1: somebody else than the hint names is no success.
            return fresh
                    ? refused(request, OAuthError.LOGIN_REQUIRED, "Somebody else signed in.")
                    : signIn(request, asked(request));
        }
        if (!fresh && isTooOld(request, session)) {
            return signIn(request, asked(request));
        }
        if (!fresh && !progress.chosen() && details.prompts().contains(Prompt.SELECT_ACCOUNT)) {
            return new Decision.ChooseAccount();
        }
        return decideAssurance(request, session, fresh)
                .orElseGet(() -> decideRights(request, session));
    }

    private static boolean isWhoWasMeant(Details details, Session session) {
        String subject = session.userId().toString();
        return details.hint()
                        .map(IdTokenHint::user)
                        .filter(user -> !user.equals(session.userId()))
                        .isEmpty()
                && details.claims().subject().filter(named -> !named.equals(subject)).isEmpty();
    }

    /// Security A17.
    private boolean isTooOld(AuthorizationRequest request, Session session) {
        Details details = request.details();
        Instant now = clock.instant();
        return details.prompts().contains(Prompt.LOGIN)
                || Stream.of(details.maxAge(), request.client().settings().sessionMaxAge())
                        .flatMap(Optional::stream)
                        .min(Duration::compareTo)
                        .filter(age -> !now.isBefore(session.authTime().plus(age)))
                        .isPresent();
    }

    /// Whether the proof is strong enough; empty when it is.
    private Optional<Decision> decideAssurance(
            AuthorizationRequest request, Session session, boolean fresh) {
        Optional<Assurance> required = required(request);
        Assurance proved = session.assurance();
        if (!request.details().claims().acr().isEmpty() && essential(request).isEmpty()) {
            return Optional.of(
                    refused(
                            request,
                            OAuthError.UNMET_AUTHENTICATION_REQUIREMENTS,
                            "This server knows none of the acr values that were asked for."));
        }
        if (required.filter(asked -> !proved.satisfies(asked)).isPresent()) {
            return Optional.of(fresh ? factorMissing(request) : signIn(request, required));
        }
        // OpenID Connect Core §3.1.2.1: acr_values is a wish, which one attempt is made to grant.
        Optional<Assurance> wished = wished(request);
        return wished.filter(asked -> !proved.satisfies(asked)).isPresent()
                        && !fresh
                        && !request.details().prompts().contains(Prompt.NONE)
                ? Optional.of(signIn(request, wished))
                : Optional.empty();
    }

    private Decision factorMissing(AuthorizationRequest request) {
        return barred(
                request,
                Decision.Reason.FACTOR_MISSING,
                OAuthError.UNMET_AUTHENTICATION_REQUIREMENTS,
                "The person has no factor that proves as much as this client asks for.");
    }

    private Decision decideRights(AuthorizationRequest request, Session session) {
        boolean admitted =
                ring == Ring.ADMIN
                        ? rules.access().isAdministrator(session.userId())
                        : rules.policy()
                                        .judge(
                                                request.client(),
                                                session.userId(),
                                                session.assurance())
                                == SignInPolicy.Verdict.ALLOWED;
        if (!admitted) {
            return barred(
                    request,
                    Decision.Reason.ROLE_MISSING,
                    OAuthError.ACCESS_DENIED,
                    "The person may not use this client.");
        }
        ScopeSet granted;
        try {
            granted =
                    scopes.forUser(
                            request.client(),
                            session.userId(),
                            Optional.of(request.details().scopes()));
        } catch (OAuthRefusal refusal) {
            return refused(request, refusal.error(), refusal.publicText());
        }
        ScopeSet shown = shown(request, granted);
        boolean ask =
                request.details().prompts().contains(Prompt.CONSENT)
                        || !rules.consents().covers(session.userId(), request.client(), shown);
        if (!ask) {
            return new Decision.Granted(granted);
        }
        return request.details().prompts().contains(Prompt.NONE)
                ? refused(
                        request,
                        OAuthError.CONSENT_REQUIRED,
                        "The person has not let this client have all of this.")
                : new Decision.Consent(shown);
    }

    /// What a person is asked about: the scopes, and those of the claims that were asked for by name.
    private static ScopeSet shown(AuthorizationRequest request, ScopeSet granted) {
        AskedClaims claims = Answers.claims(request);
        var all = new LinkedHashSet<>(granted.names());
        Stream.concat(claims.idToken().stream(), claims.userinfo().stream())
                .flatMap(name -> StandardClaims.scopeOf(name).stream())
                .forEach(all::add);
        return ScopeSet.of(all);
    }

    /// Notes the consent that was asked for, and answers with a code; empty where something else is due by now.
    public Optional<Answer> consent(
            AuthorizationRequest request, Session session, Progress progress, Origin origin) {
        return switch (decide(request, Optional.of(session), progress)) {
            case Decision.Consent(ScopeSet shown) ->
                    Optional.of(granting(request, session, shown, origin));
            case Decision.Granted(ScopeSet granted) ->
                    Optional.of(granting(request, session, shown(request, granted), origin));
            case Decision.SignIn _,
                    Decision.ChooseAccount _,
                    Decision.Refused _,
                    Decision.Barred _ ->
                    Optional.empty();
        };
    }

    private Answer granting(
            AuthorizationRequest request, Session session, ScopeSet shown, Origin origin) {
        ScopeSet granted =
                scopes.forUser(
                        request.client(),
                        session.userId(),
                        Optional.of(request.details().scopes()));
        return answers.code(request, session, granted, shown, origin);
    }

    /// The person did not want this: `access_denied`.
    public Answer deny(AuthorizationRequest request, Optional<Session> session, Origin origin) {
        return answers.denied(ring, request, session, origin);
    }

    /// Answers with a code; empty where [#decide] does not say [Decision.Granted] at this moment.
    public Optional<Answer> answer(
            AuthorizationRequest request, Session session, Progress progress, Origin origin) {
        if (decide(request, Optional.of(session), progress)
                instanceof Decision.Granted(ScopeSet granted)) {
            return Optional.of(
                    answers.code(request, session, granted, shown(request, granted), origin));
        }
        return Optional.empty();
    }

    /// Security A16: with prompt=none nobody is shown anything.
    private Decision signIn(AuthorizationRequest request, Optional<Assurance> asked) {
        return request.details().prompts().contains(Prompt.NONE)
                ? refused(request, OAuthError.LOGIN_REQUIRED, "Nobody is signed in for this.")
                : new Decision.SignIn(asked);
    }

    private Decision barred(
            AuthorizationRequest request, Decision.Reason reason, OAuthError error, String text) {
        Answer answer = answers.refused(ring, request, error, text);
        return request.details().prompts().contains(Prompt.NONE)
                ? new Decision.Refused(answer)
                : new Decision.Barred(reason, answer);
    }

    private Decision refused(AuthorizationRequest request, OAuthError error, String text) {
        return new Decision.Refused(answers.refused(ring, request, error, text));
    }

    private static Optional<Assurance> asked(AuthorizationRequest request) {
        return Stream.of(required(request), wished(request))
                .flatMap(Optional::stream)
                .max(Assurance::compareTo);
    }

    /// What has to be proved: by the rules of the client, and by an essential `acr`.
    private static Optional<Assurance> required(AuthorizationRequest request) {
        Client client = request.client();
        return Stream.of(client.settings().entry().requiredAssurance(), essential(request))
                .flatMap(Optional::stream)
                .max(Assurance::compareTo);
    }

    private static Optional<Assurance> essential(AuthorizationRequest request) {
        return least(request.details().claims().acr().stream());
    }

    private static Optional<Assurance> wished(AuthorizationRequest request) {
        return least(request.details().acrValues().stream());
    }

    /// Of several values any one will do.
    private static Optional<Assurance> least(Stream<String> values) {
        return values.flatMap(value -> Assurance.find(value).stream()).min(Assurance::compareTo);
    }
}
