package dev.microauth.client;

import dev.microauth.client.WebAddress.Wrong;
import dev.microauth.jose.Algorithm;
import dev.microauth.key.Ring;
import dev.microauth.oauth.Assurance;
import dev.microauth.oauth.GrantType;
import dev.microauth.oauth.ResponseMode;
import dev.microauth.oauth.ScopeSet;
import dev.microauth.problem.AuthException.Invalid;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What is being chosen of a client, member by member; what is not named stays as it is. Each value is checked where it
/// is given: [Invalid] names the member.
///
/// @param <F> the form itself
public abstract sealed class ClientForm<F extends ClientForm<F>> permits NewClient, ClientChange {
    private static final Duration LONGEST_ACCESS = Duration.ofHours(24);
    private static final Duration LONGEST_GRACE = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofDays(3_650);
    private static final int MOST_CONTACTS = 10;

    private Optional<String> name = Optional.empty();
    private Optional<AuthMethod> authMethod = Optional.empty();
    private Optional<Boolean> active = Optional.empty();
    private Optional<Boolean> firstParty = Optional.empty();
    private Optional<Boolean> pkce = Optional.empty();
    private Optional<Boolean> undotted = Optional.empty();
    private Optional<Set<GrantType>> grants = Optional.empty();
    private Optional<ScopeSet> scopes = Optional.empty();
    private Optional<Optional<String>> audience = Optional.empty();
    private Optional<Optional<Algorithm>> accessAlgorithm = Optional.empty();
    private Optional<Optional<Algorithm>> idAlgorithm = Optional.empty();
    private Optional<Optional<Duration>> accessLifetime = Optional.empty();
    private Optional<Optional<Duration>> refreshLifetime = Optional.empty();
    private Optional<Optional<Duration>> sessionMaxAge = Optional.empty();
    private Optional<Optional<Duration>> grace = Optional.empty();
    private Optional<List<RedirectUri>> redirectUris = Optional.empty();
    private Optional<List<RedirectUri>> postLogoutUris = Optional.empty();
    private Optional<Optional<String>> backchannelLogoutUri = Optional.empty();
    private Optional<Optional<String>> logoUri = Optional.empty();
    private Optional<List<String>> contacts = Optional.empty();
    private Optional<Optional<Assurance>> assurance = Optional.empty();
    private Optional<List<String>> roles = Optional.empty();
    private Optional<Set<ResponseMode>> modes = Optional.empty();
    private Optional<List<String>> sites = Optional.empty();

    ClientForm() {}

    abstract F self();

    public F name(String text) {
        Invalid.unless(
                !text.isBlank()
                        && text.length() <= 200
                        && text.chars().noneMatch(Character::isISOControl),
                "client_name",
                "must have 1 to 200 characters and no control characters");
        name = Optional.of(text);
        return self();
    }

    /// A client that can keep no secret, such as a page or an app on a phone.
    public F publicClient() {
        return authMethod(AuthMethod.NONE);
    }

    /// [AuthMethod#NONE] makes it a public client; its secrets go.
    public F authMethod(AuthMethod method) {
        authMethod = Optional.of(method);
        return self();
    }

    public F active(boolean value) {
        active = Optional.of(value);
        return self();
    }

    public F firstParty() {
        return firstParty(true);
    }

    /// One of the house: its users are not asked for consent.
    public F firstParty(boolean value) {
        firstParty = Optional.of(value);
        return self();
    }

    /// False is for confidential clients alone that cannot do PKCE.
    public F requirePkce(boolean value) {
        pkce = Optional.of(value);
        return self();
    }

    /// Lets redirect URIs have a scheme that is no reversed domain.
    public F allowUndottedScheme(boolean value) {
        undotted = Optional.of(value);
        return self();
    }

    public F grants(GrantType... allowed) {
        return grants(Arrays.asList(allowed));
    }

    public F grants(Collection<GrantType> allowed) {
        var all = EnumSet.noneOf(GrantType.class);
        all.addAll(allowed);
        grants = Optional.of(all);
        return self();
    }

    public F scopes(String... allowed) {
        return scopes(ScopeSet.of(List.of(allowed)));
    }

    /// What the client may ask for, no more and no less.
    public F scopes(ScopeSet allowed) {
        scopes = Optional.of(allowed);
        return self();
    }

    /// The `aud` of its access tokens: an absolute URI.
    public F audience(String uri) {
        return audience(Optional.of(uri));
    }

    public F audience(Optional<String> uri) {
        uri.ifPresent(text ->
                Invalid.unless(
                        text.length() <= 500 && isAbsolute(text),
                        "audience",
                        "must be an absolute URI without fragment"));
        audience = Optional.of(uri);
        return self();
    }

    public F accessTokenAlgorithm(Algorithm chosen) {
        return accessTokenAlgorithm(Optional.of(chosen));
    }

    public F accessTokenAlgorithm(Optional<Algorithm> chosen) {
        requireSigning("access_token_signed_response_alg", chosen);
        accessAlgorithm = Optional.of(chosen);
        return self();
    }

    public F idTokenAlgorithm(Optional<Algorithm> chosen) {
        requireSigning("id_token_signed_response_alg", chosen);
        idAlgorithm = Optional.of(chosen);
        return self();
    }

    public F accessTokenLifetime(Duration life) {
        return accessTokenLifetime(Optional.of(life));
    }

    public F accessTokenLifetime(Optional<Duration> life) {
        // Section M: a token that cannot be called back everywhere must end by itself.
        requireWithin(
                "access_token_lifetime",
                life,
                LONGEST_ACCESS,
                "must be between 1 second and 24 hours");
        accessLifetime = Optional.of(life);
        return self();
    }

    public F refreshTokenLifetime(Duration life) {
        return refreshTokenLifetime(Optional.of(life));
    }

    public F refreshTokenLifetime(Optional<Duration> life) {
        requireWithin(
                "refresh_token_lifetime", life, LONGEST, "must be between 1 second and 10 years");
        refreshLifetime = Optional.of(life);
        return self();
    }

    /// How long after a sign-in this client still takes it.
    public F sessionMaxAge(Optional<Duration> age) {
        requireWithin("session_max_age", age, LONGEST, "must be between 1 second and 10 years");
        sessionMaxAge = Optional.of(age);
        return self();
    }

    /// How long an identical retry of a refresh gets the same successor; 0 for public clients.
    public F refreshGrace(Duration window) {
        Invalid.unless(
                !window.isNegative() && window.compareTo(LONGEST_GRACE) <= 0,
                "refresh_grace",
                "must be between 0 and 60 seconds");
        grace = Optional.of(Optional.of(window));
        return self();
    }

    /// Empty lets the window follow the kind of the client.
    public F refreshGrace(Optional<Duration> window) {
        window.ifPresentOrElse(this::refreshGrace, () -> grace = Optional.of(Optional.empty()));
        return self();
    }

    /// One more place that people may be sent back to after signing in, beside those that this form names.
    public F redirectUri(String uri) {
        var all = new ArrayList<>(redirectUris.orElse(List.of()));
        all.add(RedirectUri.in("redirect_uris", uri));
        redirectUris = Optional.of(List.copyOf(all));
        return self();
    }

    /// Where people may be sent back to after signing in, no more and no less.
    public F redirectUris(String... uris) {
        return redirectUris(Arrays.asList(uris));
    }

    public F redirectUris(List<String> uris) {
        redirectUris =
                Optional.of(
                        uris.stream().map(uri -> RedirectUri.in("redirect_uris", uri)).toList());
        return self();
    }

    /// Where people may be sent back to after signing out.
    public F postLogoutRedirectUris(List<String> uris) {
        postLogoutUris =
                Optional.of(
                        uris.stream()
                                .map(uri -> RedirectUri.in("post_logout_redirect_uris", uri))
                                .toList());
        return self();
    }

    /// Where the client is told that somebody signed out: https, or http on the machine itself.
    public F backchannelLogoutUri(Optional<String> uri) {
        uri.ifPresent(text -> requireWeb("backchannel_logout_uri", text, Set.of("https", "http")));
        backchannelLogoutUri = Optional.of(uri);
        return self();
    }

    /// An address of https that is kept for others to read; it is never loaded.
    public F logoUri(Optional<String> uri) {
        uri.ifPresent(text -> requireWeb("logo_uri", text, Set.of("https")));
        logoUri = Optional.of(uri);
        return self();
    }

    /// At most ten e-mail addresses.
    public F contacts(List<String> addresses) {
        Invalid.unless(addresses.size() <= MOST_CONTACTS, "contacts", "has more than 10 addresses");
        Invalid.unless(
                addresses.stream()
                        .allMatch(each ->
                                each.matches("[^@\\s\\p{Cntrl}]{1,64}@[^@\\s\\p{Cntrl}]{1,255}")),
                "contacts",
                "has something that is no e-mail address");
        contacts = Optional.of(List.copyOf(addresses));
        return self();
    }

    /// How well people must have proved who they are; empty where one factor is enough.
    public F requiredAssurance(Optional<Assurance> asked) {
        assurance = Optional.of(asked);
        return self();
    }

    public F allowedRoles(String... names) {
        return allowedRoles(Arrays.asList(names));
    }

    /// Lets only those in who have one of these roles; everybody where none is named.
    public F allowedRoles(List<String> names) {
        roles = Optional.of(List.copyOf(names));
        return self();
    }

    /// How answers may travel back: at least one way.
    public F responseModes(Collection<ResponseMode> allowed) {
        modes = Optional.of(Set.copyOf(allowed));
        return self();
    }

    /// The origins behind a proxy that asks `/verify`, no more and no less.
    public F protectedSites(List<String> origins) {
        sites = Optional.of(List.copyOf(origins));
        return self();
    }

    private EntryRules entry(EntryRules before) {
        return new EntryRules(
                assurance.orElse(before.requiredAssurance()),
                roles.orElse(before.allowedRoles()),
                modes.orElse(before.responseModes()),
                sites.orElse(before.protectedSites()));
    }

    /// Whether it says how the client gets tokens.
    boolean namesGrants() {
        return grants.isPresent();
    }

    /// Whether it says whose roles open the client.
    boolean namesRoles() {
        return roles.isPresent();
    }

    /// The settings that come of this form over those that were. The grace of a client that becomes another kind
    /// follows its kind, unless it was named.
    ClientSettings over(ClientSettings before) {
        AuthMethod method = authMethod.orElse(before.authMethod());
        boolean sameKind = method.isConfidential() == before.authMethod().isConfidential();
        Optional<Duration> unchosen =
                sameKind ? Optional.of(before.refreshGrace()) : Optional.empty();
        return new ClientSettings(
                name.orElse(before.name()),
                method,
                active.orElse(before.isActive()),
                firstParty.orElse(before.isFirstParty()),
                pkce.orElse(before.requirePkce()),
                undotted.orElse(before.allowUndottedScheme()),
                grants.orElse(before.grantTypes()),
                scopes.orElse(before.scopes()),
                audience.orElse(before.audience()),
                accessAlgorithm.orElse(before.accessTokenAlgorithm()),
                idAlgorithm.orElse(before.idTokenAlgorithm()),
                accessLifetime.orElse(before.accessTokenLifetime()),
                refreshLifetime.orElse(before.refreshTokenLifetime()),
                sessionMaxAge.orElse(before.sessionMaxAge()),
                grace.orElse(unchosen).orElse(ClientSettings.standardGrace(method)),
                redirectUris.orElse(before.redirectUris()),
                postLogoutUris.orElse(before.postLogoutRedirectUris()),
                backchannelLogoutUri.orElse(before.backchannelLogoutUri()),
                logoUri.orElse(before.logoUri()),
                contacts.orElse(before.contacts()),
                entry(before.entry()));
    }

    private static void requireSigning(String field, Optional<Algorithm> chosen) {
        Invalid.unless(
                chosen.filter(each -> !Ring.AUTH.algorithms().contains(each)).isEmpty(),
                field,
                "must be one of " + Ring.AUTH.algorithms());
    }

    private static void requireWithin(
            String field, Optional<Duration> span, Duration longest, String what) {
        Invalid.unless(
                span.filter(each -> each.toSeconds() < 1 || each.compareTo(longest) > 0).isEmpty(),
                field,
                what);
    }

    private static void requireWeb(String field, String text, Set<String> schemes) {
        try {
            var address = WebAddress.parse(text);
            address.requireHost();
            WebAddress.require(
                    schemes.contains(address.scheme()),
                    schemes.contains("http") ? "must be https, or http" : "must be https");
        } catch (Wrong wrong) {
            throw new Invalid(field, String.valueOf(wrong.getMessage()));
        }
    }

    private static boolean isAbsolute(String uri) {
        try {
            var parsed = URI.create(uri);
            return parsed.isAbsolute() && parsed.getRawFragment() == null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
