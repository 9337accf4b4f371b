package dev.microauth.client;

import dev.microauth.audit.Difference;
import dev.microauth.oauth.Assurance;
import dev.microauth.oauth.GrantType;
import dev.microauth.problem.AuthException.Invalid;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// What has to fit together in a client, however it came to be: made anew or changed member by member.
final class ClientRules {
    private static final Pattern HERE =
            Pattern.compile("http://(?:127\\.0\\.0\\.1|\\[::1]|localhost)(?:[:/?].*)?");

    private ClientRules() {}

    /// Throws [Invalid] naming the member that does not fit.
    static void require(ClientSettings settings) {
        requireSecrecy(settings);
        // RFC 7591 §2: who gets codes says beforehand where they may be sent.
        Invalid.unless(
                !isStranded(settings, settings.redirectUris()),
                "redirect_uris",
                "must have an address, for the grant authorization_code sends people back to one");
        requireAddresses("redirect_uris", settings.redirectUris(), settings);
        requireAddresses("post_logout_redirect_uris", settings.postLogoutRedirectUris(), settings);
    }

    private static void requireSecrecy(ClientSettings settings) {
        boolean confidential = settings.authMethod().isConfidential();
        // RFC 6749 §4.4: client_credentials is for those who can keep a secret. B5: so is password.
        Invalid.unless(
                confidential || !settings.grantTypes().contains(GrantType.CLIENT_CREDENTIALS),
                "grant_types",
                "client_credentials is for confidential clients only");
        Invalid.unless(
                !settings.grantTypes().contains(GrantType.PASSWORD)
                        || (confidential && settings.isFirstParty()),
                "grant_types",
                "password is for confidential first-party clients only");
        Invalid.unless(
                confidential || settings.refreshGrace().isZero(),
                "refresh_grace",
                "must be 0 for public clients");
        // Security A4: a code of a client without a secret is worth nothing to others only by PKCE.
        Invalid.unless(
                confidential || settings.requirePkce(),
                "require_pkce",
                "must be true for public clients");
    }

    /// Throws [Invalid] for the field when the addresses are too many, twice the same, or not for this client.
    static void requireAddresses(String field, List<RedirectUri> uris, ClientSettings settings) {
        Invalid.unless(
                uris.size() <= RedirectUri.MOST,
                field,
                "has more than " + RedirectUri.MOST + " addresses");
        Invalid.unless(
                uris.stream().distinct().count() == uris.size(), field, "names an address twice");
        Invalid.unless(
                settings.allowUndottedScheme()
                        || uris.stream().noneMatch(RedirectUri::hasUndottedScheme),
                field,
                "has a scheme without a dot: take the reverse of a domain, such as com.example.app, or set"
                        + " allow_undotted_scheme");
    }

    /// Whether it would get codes and had no place to be sent them.
    static boolean isStranded(ClientSettings settings, List<RedirectUri> uris) {
        return uris.isEmpty() && settings.grantTypes().contains(GrantType.AUTHORIZATION_CODE);
    }

    /// What differs, by the names of the wire: a relaxation is told by its name as every other change is.
    static Difference difference(ClientSettings before, ClientSettings after) {
        var difference =
                new Difference()
                        .of("client_name", before.name(), after.name())
                        .of(
                                "token_endpoint_auth_method",
                                before.authMethod().wireName(),
                                after.authMethod().wireName())
                        .of("is_active", before.isActive(), after.isActive())
                        .of("is_first_party", before.isFirstParty(), after.isFirstParty())
                        .of("require_pkce", before.requirePkce(), after.requirePkce())
                        .of(
                                "allow_undotted_scheme",
                                before.allowUndottedScheme(),
                                after.allowUndottedScheme())
                        .of("grant_types", grants(before), grants(after))
                        .of("scope", scopes(before), scopes(after))
                        .of("contacts", before.contacts(), after.contacts());
        addTokens(difference, before, after);
        addAddresses(difference, before, after);
        addEntry(difference, before.entry(), after.entry());
        return difference;
    }

    private static void addTokens(
            Difference difference, ClientSettings before, ClientSettings after) {
        difference
                .of("audience", before.audience(), after.audience())
                .of(
                        "access_token_signed_response_alg",
                        before.accessTokenAlgorithm(),
                        after.accessTokenAlgorithm())
                .of(
                        "id_token_signed_response_alg",
                        before.idTokenAlgorithm(),
                        after.idTokenAlgorithm())
                .of(
                        "access_token_lifetime",
                        seconds(before.accessTokenLifetime()),
                        seconds(after.accessTokenLifetime()))
                .of(
                        "refresh_token_lifetime",
                        seconds(before.refreshTokenLifetime()),
                        seconds(after.refreshTokenLifetime()))
                .of(
                        "session_max_age",
                        seconds(before.sessionMaxAge()),
                        seconds(after.sessionMaxAge()))
                .of(
                        "refresh_grace",
                        before.refreshGrace().toSeconds(),
                        after.refreshGrace().toSeconds());
    }

    private static void addAddresses(
            Difference difference, ClientSettings before, ClientSettings after) {
        difference
                .of("redirect_uris", sorted(before.redirectUris()), sorted(after.redirectUris()))
                .of(
                        "post_logout_redirect_uris",
                        sorted(before.postLogoutRedirectUris()),
                        sorted(after.postLogoutRedirectUris()))
                .of(
                        "backchannel_logout_uri",
                        before.backchannelLogoutUri(),
                        after.backchannelLogoutUri())
                .of("logo_uri", before.logoUri(), after.logoUri());
    }

    private static void addEntry(Difference difference, EntryRules before, EntryRules after) {
        difference
                .of(
                        "required_acr",
                        before.requiredAssurance().map(Assurance::acr),
                        after.requiredAssurance().map(Assurance::acr))
                .of("allowed_roles", ordered(before.allowedRoles()), ordered(after.allowedRoles()))
                .of("response_modes", EntryStore.modes(before), EntryStore.modes(after))
                .of(
                        "protected_sites",
                        ordered(before.protectedSites()),
                        ordered(after.protectedSites()));
    }

    /// What is allowed but unwise.
    static List<String> warnings(ClientSettings settings) {
        var warnings = new ArrayList<String>();
        if (!settings.requirePkce()) {
            warnings.add(
                    "require_pkce is off: a code that leaks can be redeemed with the secret alone");
        }
        if (settings.allowUndottedScheme()) {
            warnings.add(
                    "allow_undotted_scheme is on: any app on a device can claim such a scheme");
        }
        if (settings.grantTypes().contains(GrantType.PASSWORD)) {
            warnings.add("the password grant shows the client what its users type");
        }
        settings.backchannelLogoutUri()
                .filter(uri -> uri.startsWith("http:") && !HERE.matcher(uri).matches())
                .ifPresent(_ ->
                        warnings.add(
                                "backchannel_logout_uri is plain http beyond this machine: it is used only if the setting"
                                        + " outbound-allow names its host"));
        settings.redirectUris().forEach(uri -> uri.warning().ifPresent(warnings::add));
        settings.postLogoutRedirectUris().forEach(uri -> uri.warning().ifPresent(warnings::add));
        return List.copyOf(warnings);
    }

    private static Optional<Long> seconds(Optional<Duration> span) {
        return span.map(Duration::toSeconds);
    }

    private static List<String> grants(ClientSettings settings) {
        return settings.grantTypes().stream().map(GrantType::wireName).sorted().toList();
    }

    private static List<String> scopes(ClientSettings settings) {
        return settings.scopes().names().stream().sorted().toList();
    }

    private static List<String> ordered(List<String> texts) {
        return texts.stream().sorted().toList();
    }

    private static List<String> sorted(List<RedirectUri> uris) {
        return uris.stream().map(RedirectUri::value).sorted().toList();
    }
}
