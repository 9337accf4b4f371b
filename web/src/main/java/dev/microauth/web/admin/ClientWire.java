package dev.microauth.web.admin;

import dev.microauth.api.ClientEdit;
import dev.microauth.api.ClientView;
import dev.microauth.client.AuthMethod;
import dev.microauth.client.Client;
import dev.microauth.client.ClientForm;
import dev.microauth.client.ClientSettings;
import dev.microauth.client.EntryRules;
import dev.microauth.client.RedirectUri;
import dev.microauth.jose.Algorithm;
import dev.microauth.key.Ring;
import dev.microauth.oauth.Assurance;
import dev.microauth.oauth.GrantType;
import dev.microauth.oauth.ResponseMode;
import dev.microauth.oauth.ScopeSet;
import dev.microauth.problem.AuthException.Invalid;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Between the wire records of a client and the form that the engine takes. A member that did not change is not
/// spoken of, so that two people who change different members do not undo each other's.
final class ClientWire<F extends ClientForm<F>> {
    /// What nobody chose anything of.
    static final ClientEdit NOTHING =
            new ClientEdit(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());

    private final F form;
    private final String standardName;

    ClientWire(F form, String standardName) {
        this.form = form;
        this.standardName = standardName;
    }

    /// Says to the form what differs; what is absent takes its default.
    F fill(ClientEdit before, ClientEdit after) {
        AdminCall.differs(
                before.clientName(),
                after.clientName(),
                name -> form.name(name.orElse(standardName)));
        AdminCall.differs(
                before.tokenEndpointAuthMethod(),
                after.tokenEndpointAuthMethod(),
                method ->
                        form.authMethod(
                                method.map(ClientWire::method)
                                        .orElse(AuthMethod.CLIENT_SECRET_BASIC)));
        AdminCall.differs(
                before.isActive(), after.isActive(), flag -> form.active(flag.orElse(true)));
        AdminCall.differs(
                before.isFirstParty(),
                after.isFirstParty(),
                flag -> form.firstParty(flag.orElse(false)));
        AdminCall.differs(
                before.requirePkce(),
                after.requirePkce(),
                flag -> form.requirePkce(flag.orElse(true)));
        AdminCall.differs(
                before.allowUndottedScheme(),
                after.allowUndottedScheme(),
                flag -> form.allowUndottedScheme(flag.orElse(false)));
        AdminCall.differs(
                before.grantTypes(),
                after.grantTypes(),
                names -> form.grants(grants(names.orElse(List.of()))));
        AdminCall.differs(
                before.scope(), after.scope(), scope -> form.scopes(scopes(scope.orElse(""))));
        fillTokens(before, after);
        fillAddresses(before, after);
        fillEntry(before, after);
        return form;
    }

    private void fillTokens(ClientEdit before, ClientEdit after) {
        AdminCall.differs(before.audience(), after.audience(), form::audience);
        AdminCall.differs(
                before.accessTokenSignedResponseAlg(),
                after.accessTokenSignedResponseAlg(),
                name ->
                        form.accessTokenAlgorithm(
                                name.map(n -> algorithm("access_token_signed_response_alg", n))));
        AdminCall.differs(
                before.idTokenSignedResponseAlg(),
                after.idTokenSignedResponseAlg(),
                name ->
                        form.idTokenAlgorithm(
                                name.map(n -> algorithm("id_token_signed_response_alg", n))));
        AdminCall.differs(
                before.accessTokenLifetime(),
                after.accessTokenLifetime(),
                life -> form.accessTokenLifetime(life.map(Duration::ofSeconds)));
        AdminCall.differs(
                before.refreshTokenLifetime(),
                after.refreshTokenLifetime(),
                life -> form.refreshTokenLifetime(life.map(Duration::ofSeconds)));
        AdminCall.differs(
                before.sessionMaxAge(),
                after.sessionMaxAge(),
                age -> form.sessionMaxAge(age.map(Duration::ofSeconds)));
        AdminCall.differs(
                before.refreshGrace(),
                after.refreshGrace(),
                // Without a value it follows the kind of the client, as if it had never been
                // chosen.
                window -> form.refreshGrace(window.map(Duration::ofSeconds)));
    }

    private void fillAddresses(ClientEdit before, ClientEdit after) {
        AdminCall.differs(
                before.redirectUris(),
                after.redirectUris(),
                uris -> form.redirectUris(uris.orElse(List.of())));
        AdminCall.differs(
                before.postLogoutRedirectUris(),
                after.postLogoutRedirectUris(),
                uris -> form.postLogoutRedirectUris(uris.orElse(List.of())));
        AdminCall.differs(
                before.backchannelLogoutUri(),
                after.backchannelLogoutUri(),
                form::backchannelLogoutUri);
        AdminCall.differs(before.logoUri(), after.logoUri(), form::logoUri);
        AdminCall.differs(
                before.contacts(), after.contacts(), all -> form.contacts(all.orElse(List.of())));
    }

    private void fillEntry(ClientEdit before, ClientEdit after) {
        AdminCall.differs(
                before.requiredAcr(),
                after.requiredAcr(),
                acr -> form.requiredAssurance(acr.map(ClientWire::assurance)));
        AdminCall.differs(
                before.allowedRoles(),
                after.allowedRoles(),
                names -> form.allowedRoles(names.orElse(List.of())));
        AdminCall.differs(
                before.responseModes(),
                after.responseModes(),
                names ->
                        form.responseModes(
                                names.map(ClientWire::modes)
                                        .orElse(EntryRules.OPEN.responseModes())));
        AdminCall.differs(
                before.protectedSites(),
                after.protectedSites(),
                origins -> form.protectedSites(origins.orElse(List.of())));
    }

    private static Assurance assurance(String acr) {
        return Assurance.find(acr)
                .orElseThrow(() ->
                        new Invalid(
                                "required_acr",
                                "must be one of "
                                        + Arrays.stream(Assurance.values())
                                                .map(Assurance::acr)
                                                .collect(Collectors.joining(", "))));
    }

    private static Set<ResponseMode> modes(List<String> names) {
        return names.stream()
                .map(name ->
                        ResponseMode.find(name)
                                .orElseThrow(() ->
                                        new Invalid(
                                                "response_modes",
                                                "knows query and form_post only")))
                .collect(Collectors.toSet());
    }

    private static AuthMethod method(String name) {
        return AuthMethod.find(name)
                .orElseThrow(() ->
                        new Invalid(
                                "token_endpoint_auth_method",
                                "must be one of none, client_secret_basic, client_secret_post"));
    }

    private static List<GrantType> grants(List<String> names) {
        return names.stream()
                .map(name ->
                        GrantType.find(name)
                                .orElseThrow(() ->
                                        new Invalid(
                                                "grant_types",
                                                "knows "
                                                        + Arrays.stream(GrantType.values())
                                                                .map(GrantType::wireName)
                                                                .collect(Collectors.joining(", "))
                                                        + " only")))
                .toList();
    }

    private static ScopeSet scopes(String text) {
        Invalid.unless(
                text.chars().allMatch(c -> c == ' ' || ScopeSet.isScopeCharacter(c)),
                "scope",
                "has a character that scopes cannot have");
        return ScopeSet.parse(text);
    }

    private static Algorithm algorithm(String field, String name) {
        return Ring.AUTH.algorithms().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new Invalid(field, "must be one of " + Ring.AUTH.algorithms()));
    }

    /// The edit that would change nothing.
    static ClientEdit edit(Client client) {
        ClientSettings from = client.settings();
        return new ClientEdit(
                Optional.of(from.name()),
                Optional.of(uris(from.redirectUris())),
                Optional.of(uris(from.postLogoutRedirectUris())),
                Optional.of(names(from)),
                Optional.of(from.authMethod().wireName()),
                Optional.of(from.scopes().toString()),
                from.audience(),
                Optional.of(from.isActive()),
                Optional.of(from.isFirstParty()),
                Optional.of(from.requirePkce()),
                from.accessTokenLifetime().map(Duration::toSeconds),
                from.refreshTokenLifetime().map(Duration::toSeconds),
                from.sessionMaxAge().map(Duration::toSeconds),
                from.accessTokenAlgorithm().map(Algorithm::name),
                from.idTokenAlgorithm().map(Algorithm::name),
                Optional.of(from.refreshGrace().toSeconds()),
                from.backchannelLogoutUri(),
                from.logoUri(),
                Optional.of(from.contacts()),
                Optional.of(from.allowUndottedScheme()),
                from.entry().requiredAssurance().map(Assurance::acr),
                Optional.of(from.entry().allowedRoles()),
                Optional.of(modes(from)),
                Optional.of(from.entry().protectedSites()));
    }

    static ClientView view(Client client) {
        ClientSettings from = client.settings();
        return new ClientView(
                client.id(),
                client.clientId().value(),
                from.name(),
                uris(from.redirectUris()),
                uris(from.postLogoutRedirectUris()),
                names(from),
                from.authMethod().wireName(),
                from.scopes().toString(),
                from.audience(),
                from.isActive(),
                from.isFirstParty(),
                from.requirePkce(),
                from.accessTokenLifetime().map(Duration::toSeconds),
                from.refreshTokenLifetime().map(Duration::toSeconds),
                from.sessionMaxAge().map(Duration::toSeconds),
                from.accessTokenAlgorithm().map(Algorithm::name),
                from.idTokenAlgorithm().map(Algorithm::name),
                from.refreshGrace().toSeconds(),
                from.backchannelLogoutUri(),
                from.logoUri(),
                from.contacts(),
                from.allowUndottedScheme(),
                from.entry().requiredAssurance().map(Assurance::acr),
                from.entry().allowedRoles(),
                modes(from),
                from.entry().protectedSites(),
                client.warnings(),
                client.createdAt(),
                client.modifiedAt());
    }

    private static List<String> names(ClientSettings from) {
        return from.grantTypes().stream().map(GrantType::wireName).sorted().toList();
    }

    private static List<String> modes(ClientSettings from) {
        return from.entry().responseModes().stream().map(ResponseMode::wireName).sorted().toList();
    }

    private static List<String> uris(List<RedirectUri> uris) {
        return uris.stream().map(RedirectUri::value).toList();
    }
}
