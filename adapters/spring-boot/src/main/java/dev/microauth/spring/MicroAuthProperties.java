package dev.microauth.spring;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// The settings `microauth.…` of an application. One that is misspelt in its files stops the start.
///
/// ```java
/// @Bean
/// Banner banner(MicroAuthProperties microauth) {
///     return new Banner("tokens from " + microauth.remote().issuer());
/// }
/// ```
///
/// @param name what the application is called in challenges and in the audit; `spring.application.name` unless said
/// @param embedded how an engine in this process is opened
/// @param remote whose tokens are taken, where the engine is elsewhere
/// @param doors which doors of the embedded engine are served by this application
/// @param guards who is let in to the handlers
/// @param bridge how people are signed in to pages of this application
@ConfigurationProperties(prefix = "microauth", ignoreUnknownFields = false)
public record MicroAuthProperties(
        @Nullable String name,
        @DefaultValue Embedded embedded,
        @DefaultValue Remote remote,
        @DefaultValue Doors doors,
        @DefaultValue Guarding guards,
        @DefaultValue Bridge bridge) {

    /// An engine in this process. Everything else is said by a [MicroAuthCustomizer].
    ///
    /// @param directory of the data; without it everything is in memory, and gone with the application
    /// @param persistenceInterval in memory, with snapshots in the directory at this interval
    /// @param masterKeyFile a master key outside of the directory
    /// @param issuer address of the auth door; `http://localhost`, the port and context path of this application, and `/id`
    ///     unless said
    /// @param adminIssuer address of the admin door; that of the auth door followed by `-admin` unless said
    /// @param tokenExpiry how long access tokens live; ten minutes unless said
    public record Embedded(
            @Nullable Path directory,
            @Nullable Duration persistenceInterval,
            @Nullable Path masterKeyFile,
            @Nullable String issuer,
            @Nullable String adminIssuer,
            @Nullable Duration tokenExpiry) {}

    /// A server elsewhere, whose tokens are verified here by its published keys.
    ///
    /// @param issuer its address, as in `iss`; without it the engine is embedded
    /// @param audience what tokens for this application have in `aud`
    /// @param scopes that every token needs
    /// @param clockTolerance how far its clock and ours may be apart
    /// @param revocations the client as which revocations are heard; without it a token is good until it expires
    public record Remote(
            @Nullable String issuer,
            @Nullable String audience,
            @DefaultValue Set<String> scopes,
            @Nullable Duration clockTolerance,
            @Nullable AsClient revocations) {}

    /// A client of the server elsewhere.
    ///
    /// @param clientId its name there
    /// @param clientSecret its secret
    public record AsClient(String clientId, String clientSecret) {
        /// Without the secret.
        @Override
        public String toString() {
            return "AsClient[" + clientId + "]";
        }
    }

    /// The doors that this application serves, each at the path of its issuer.
    ///
    /// @param mount which; none unless said
    /// @param trustedProxies ranges of addresses whose forwarding headers count, such as `10.0.0.0/8`
    /// @param health whether `/ping` and `/health/…` are there
    /// @param publicFiles a directory whose files are shown below the auth door
    /// @param outboundAllow hosts that may be told of sign-outs over `http`
    public record Doors(
            @DefaultValue Set<Door> mount,
            @DefaultValue List<String> trustedProxies,
            @DefaultValue("true") boolean health,
            @Nullable Path publicFiles,
            @DefaultValue Set<String> outboundAllow) {}

    /// One of the two.
    public enum Door {
        /// Sign-in pages, tokens, metadata.
        AUTH,
        /// The administration.
        ADMIN
    }

    /// What guards do with those who say nothing.
    ///
    /// @param unguarded what becomes of a handler that says neither `@Guard` nor `@Public`
    /// @param openPaths patterns of paths (`/css/**`) that are open to all where the handler says nothing: for static files,
    ///     routes and handlers that are not the application's own and cannot be annotated
    public record Guarding(
            @DefaultValue("refused") Unguarded unguarded, @DefaultValue List<String> openPaths) {}

    /// What becomes of a handler that says nothing.
    public enum Unguarded {
        /// It is closed to all.
        REFUSED,
        /// Spring Security decides alone, or the cookie bridge. An application with neither does not start.
        LEFT_TO_SECURITY
    }

    /// Sign-ins at a server elsewhere, kept in a cookie of this application. It is there when a client is named.
    ///
    /// @param issuer address of the server; that of `remote` unless said
    /// @param clientId this application, as the server knows it
    /// @param clientSecret without one it is a public client
    /// @param baseUrl where browsers find this application
    /// @param cookieKeyFile 32 bytes; made up at each start unless said
    /// @param openPaths that are shown to those who are not signed in
    /// @param scopes asked for; `openid profile email` unless said
    /// @param sessionLifetime how long a session lasts in all; 7 days unless said
    /// @param autoRefreshSkew how long before its expiry an access token is renewed; 60 seconds unless said
    public record Bridge(
            @Nullable String issuer,
            @Nullable String clientId,
            @Nullable String clientSecret,
            @Nullable String baseUrl,
            @Nullable Path cookieKeyFile,
            @DefaultValue List<String> openPaths,
            @DefaultValue List<String> scopes,
            @Nullable Duration sessionLifetime,
            @Nullable Duration autoRefreshSkew) {
        /// Without the secret.
        @Override
        public String toString() {
            return "Bridge[" + clientId + "]";
        }
    }
}
