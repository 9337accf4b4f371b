package dev.microauth.client;

import dev.microauth.actor.Actor;
import dev.microauth.jose.Algorithm;
import dev.microauth.oauth.GrantType;
import dev.microauth.oauth.ScopeSet;
import dev.microauth.problem.AuthException.Invalid;
import dev.microauth.secret.Secret;
import dev.microauth.subject.ClientId;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What a new client is to be; nothing is stored before [#save()]. Confidential unless said otherwise.
public final class NewClient {
    static final Duration LONGEST_ACCESS = Duration.ofHours(24);
    static final Duration LONGEST_GRACE = Duration.ofMinutes(1);
    private static final Duration CONFIDENTIAL_GRACE = Duration.ofSeconds(10);

    private final Clients clients;
    private final Actor actor;
    private Optional<ClientId> clientId = Optional.empty();
    private Optional<String> name = Optional.empty();
    private boolean confidential = true;
    private boolean firstParty;
    private Set<GrantType> grants = EnumSet.noneOf(GrantType.class);
    private ScopeSet scopes = ScopeSet.NONE;
    private Optional<String> audience = Optional.empty();
    private Optional<Algorithm> algorithm = Optional.empty();
    private Optional<Duration> accessLifetime = Optional.empty();
    private Optional<Duration> refreshLifetime = Optional.empty();
    private Optional<Duration> grace = Optional.empty();

    NewClient(Clients clients, Actor actor) {
        this.clients = clients;
        this.actor = actor;
    }

    /// A client and the one secret it was born with: empty for a public one, shown nowhere else.
    public record Created(Client client, Optional<Secret> secret) {}

    public NewClient clientId(String typed) {
        clientId = Optional.of(ClientId.of(typed));
        return this;
    }

    public NewClient name(String text) {
        Invalid.unless(
                !text.isBlank()
                        && text.length() <= 200
                        && text.chars().noneMatch(Character::isISOControl),
                "client_name",
                "must have 1 to 200 characters and no control characters");
        name = Optional.of(text);
        return this;
    }

    /// A client that can keep no secret, such as a page or an app on a phone.
    public NewClient publicClient() {
        confidential = false;
        return this;
    }

    public NewClient firstParty() {
        firstParty = true;
        return this;
    }

    public NewClient grants(GrantType... allowed) {
        grants = EnumSet.noneOf(GrantType.class);
        grants.addAll(Arrays.asList(allowed));
        return this;
    }

    public NewClient scopes(String... allowed) {
        scopes = ScopeSet.of(List.of(allowed));
        return this;
    }

    /// The `aud` of its access tokens: an absolute URI.
    public NewClient audience(String uri) {
        Invalid.unless(
                uri.length() <= 500 && absolute(uri),
                "audience",
                "must be an absolute URI without fragment");
        audience = Optional.of(uri);
        return this;
    }

    public NewClient accessTokenAlgorithm(Algorithm chosen) {
        algorithm = Optional.of(chosen);
        return this;
    }

    public NewClient accessTokenLifetime(Duration life) {
        // Section M: a token that cannot be called back everywhere must end by itself.
        Invalid.unless(
                life.compareTo(LONGEST_ACCESS) <= 0 && life.toSeconds() >= 1,
                "access_token_lifetime",
                "must be between 1 second and 24 hours");
        accessLifetime = Optional.of(life);
        return this;
    }

    public NewClient refreshTokenLifetime(Duration life) {
        Invalid.unless(
                life.toSeconds() >= 1, "refresh_token_lifetime", "must be at least 1 second");
        refreshLifetime = Optional.of(life);
        return this;
    }

    /// How long an identical retry of a refresh gets the same successor; 0 for public clients.
    public NewClient refreshGrace(Duration window) {
        Invalid.unless(
                !window.isNegative() && window.compareTo(LONGEST_GRACE) <= 0,
                "refresh_grace",
                "must be between 0 and 60 seconds");
        grace = Optional.of(window);
        return this;
    }

    /// Throws [Invalid] for what does not fit together and
    /// [dev.microauth.problem.AuthException.AlreadyExists] when the client_id is taken.
    public Created save() {
        ClientId id = clientId.orElseThrow(() -> new Invalid("client_id", "is missing"));
        Duration window = grace.orElse(confidential ? CONFIDENTIAL_GRACE : Duration.ZERO);
        // RFC 6749 §4.4: client_credentials is for those who can keep a secret. B5: so is password.
        Invalid.unless(
                confidential || !grants.contains(GrantType.CLIENT_CREDENTIALS),
                "grant_types",
                "client_credentials is for confidential clients only");
        Invalid.unless(
                !grants.contains(GrantType.PASSWORD) || (confidential && firstParty),
                "grant_types",
                "password is for confidential first-party clients only");
        Invalid.unless(
                confidential || window.isZero(), "refresh_grace", "must be 0 for public clients");
        return clients.insert(actor, draft(id, window));
    }

    private ClientStore.Draft draft(ClientId id, Duration window) {
        return new ClientStore.Draft(
                id,
                name.orElse(id.value()),
                confidential,
                firstParty,
                grants,
                scopes,
                audience,
                algorithm,
                accessLifetime,
                refreshLifetime,
                window);
    }

    private static boolean absolute(String uri) {
        try {
            var parsed = URI.create(uri);
            return parsed.isAbsolute() && parsed.getRawFragment() == null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
