package dev.microauth.cli.command;

import dev.microauth.cli.line.Option;
import java.util.List;
import java.util.stream.Stream;

/// The options of `mad client create` and `update`, each with the member of the API that it sets.
final class ClientOptions {
    private static final List<String> TRUTHS = List.of("true", "false");

    static final Option NAME = Option.value("--name", "NAME", "The name that people see.");
    static final Option REDIRECT_URI =
            Option.repeated("--redirect-uri", "URI", "Where sign-ins may return to.");
    static final Option LOGOUT_URI =
            Option.repeated("--post-logout-redirect-uri", "URI", "Where sign-outs may return to.");
    static final Option GRANT =
            Option.repeated(
                    "--grant-type",
                    "GRANT",
                    "What it may ask for tokens by: authorization_code, client_credentials, refresh_token ...");
    static final Option AUTH_METHOD =
            Option.choice(
                    "--auth-method",
                    "How it authenticates; none makes it public.",
                    List.of("client_secret_basic", "client_secret_post", "none"));
    static final Option SCOPE =
            Option.value("--scope", "SCOPES", "What it may have, separated by blanks.");
    static final Option AUDIENCE =
            Option.value("--audience", "AUDIENCE", "For whom its tokens are. (default the issuer)");
    static final Option ACTIVE = Option.choice("--active", "Whether it gets tokens.", TRUTHS);
    static final Option FIRST_PARTY =
            Option.choice("--first-party", "Ours: nobody is asked for consent.", TRUTHS);
    static final Option PKCE =
            Option.choice("--require-pkce", "Whether codes need PKCE. (default true)", TRUTHS);
    static final Option ACCESS_LIFETIME =
            Option.value("--access-token-lifetime", "SECONDS", "How long its access tokens live.");
    static final Option REFRESH_LIFETIME =
            Option.value(
                    "--refresh-token-lifetime", "SECONDS", "How long its refresh tokens live.");
    static final Option ACR =
            Option.value(
                    "--required-acr",
                    "ACR",
                    "How well people must have proved who they are: urn:microauth:acr:2 for two factors, phr for a"
                            + " passkey.");
    static final Option ROLE =
            Option.repeated(
                    "--allowed-role",
                    "ROLE",
                    "Lets only those in who have the role, or another one named.");
    static final Option RESPONSE_MODE =
            Option.repeated("--response-mode", "MODE", "How answers may travel: query, form_post.");
    static final Option SITE =
            Option.repeated(
                    "--protected-site",
                    "ORIGIN",
                    "A site whose proxy asks here who may enter, such as https://wiki.example.com.");

    private ClientOptions() {}

    static List<Edits.Edit> edits() {
        return List.of(
                new Edits.Text(NAME, "client_name"),
                new Edits.Texts(REDIRECT_URI, "redirect_uris"),
                new Edits.Texts(LOGOUT_URI, "post_logout_redirect_uris"),
                new Edits.Texts(GRANT, "grant_types"),
                new Edits.Text(AUTH_METHOD, "token_endpoint_auth_method"),
                new Edits.Text(SCOPE, "scope"),
                new Edits.Text(AUDIENCE, "audience"),
                new Edits.Truth(ACTIVE, "is_active"),
                new Edits.Truth(FIRST_PARTY, "is_first_party"),
                new Edits.Truth(PKCE, "require_pkce"),
                new Edits.Seconds(ACCESS_LIFETIME, "access_token_lifetime"),
                new Edits.Seconds(REFRESH_LIFETIME, "refresh_token_lifetime"),
                new Edits.Text(ACR, "required_acr"),
                new Edits.Texts(ROLE, "allowed_roles"),
                new Edits.Texts(RESPONSE_MODE, "response_modes"),
                new Edits.Texts(SITE, "protected_sites"));
    }

    /// These options, and more.
    static Option[] and(Option... more) {
        return Stream.concat(edits().stream().map(Edits.Edit::option), Stream.of(more))
                .toArray(Option[]::new);
    }
}
