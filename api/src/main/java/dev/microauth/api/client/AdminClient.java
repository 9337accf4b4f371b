package dev.microauth.api.client;

import dev.microauth.api.AccessVerdict;
import dev.microauth.api.AdminView;
import dev.microauth.api.CheckAccess;
import dev.microauth.api.Listing;
import dev.microauth.api.PermissionEdit;
import dev.microauth.api.PermissionView;
import dev.microauth.api.RefreshTokenView;
import dev.microauth.api.ScopeEdit;
import dev.microauth.api.ScopeView;
import dev.microauth.api.SessionView;
import dev.microauth.api.SettingView;
import dev.microauth.api.StatsView;
import dev.microauth.api.TokenQuestion;
import java.util.Map;
import java.util.UUID;

/// The administration of a microauth from a program. Safe for many threads.
///
/// ```java
/// try (var connection = Connection.to(URI.create("https://id.example.com:9041"), "inventory/1.2", Optional.empty())) {
///     var tokens = TokenSource.ofServiceAccount(new SignIn(connection), "inventory", credential);
///     var admin = new AdminClient(connection, tokens);
///     var alice = admin.users().named("alice");
///     admin.users().roles(alice.id()).add(admin.roles().named("keeper").id());
/// }
/// ```
///
/// Every call throws [Refused] when the server says no, and [NoAnswer] when it says nothing that can be understood;
/// a [TokenSource] that signs in may throw [SignInRefused].
public final class AdminClient {
    private final Wire wire;

    public AdminClient(Connection connection, TokenSource tokens) {
        wire = new Wire(connection, tokens);
    }

    /// Who is signed in, and what they may do.
    public AdminView me() {
        return wire.get("/me", AdminView.class);
    }

    /// The second factors of who is signed in.
    public OwnFactors ownFactors() {
        return new OwnFactors(wire);
    }

    public Users users() {
        return new Users(wire);
    }

    public ServiceAccounts serviceAccounts() {
        return new ServiceAccounts(wire);
    }

    public Roles roles() {
        return new Roles(wire);
    }

    public Nouns<PermissionView, PermissionEdit, PermissionView> permissions() {
        return new Nouns<>(wire, "/permissions", PermissionView.class, PermissionView.class);
    }

    public Nouns<ScopeView, ScopeEdit, ScopeView> scopes() {
        return new Nouns<>(wire, "/scopes", ScopeView.class, ScopeView.class);
    }

    public Clients clients() {
        return new Clients(wire);
    }

    /// Sign-in sessions of both ports.
    public Held<SessionView> sessions() {
        return new Held<>(wire, "/sessions", SessionView.class);
    }

    /// Families of refresh tokens of both ports.
    public Held<RefreshTokenView> refreshTokens() {
        return new Held<>(wire, "/refresh-tokens", RefreshTokenView.class);
    }

    public Audit audit() {
        return new Audit(wire);
    }

    public Keys keys() {
        return new Keys(wire);
    }

    /// Ends one access token of either port, by its id (`jti`).
    public void revokeAccessToken(UUID id) {
        wire.delete("/access-tokens/" + id);
    }

    /// Whether a user or service account has a permission.
    public boolean mayDo(UUID subject, UUID permission) {
        return wire.post("/check-access", new CheckAccess(subject, permission), AccessVerdict.class)
                .allowed();
    }

    /// What a token of the auth port is worth (RFC 7662 §2.2): `active`, and more where that is true.
    public Map<String, Object> introspect(String token) {
        return wire.postForTree("/introspect", new TokenQuestion(token));
    }

    public Listing<SettingView> settings() {
        return wire.list("/settings", Query.all(), SettingView.class);
    }

    public StatsView stats() {
        return wire.get("/stats", StatsView.class);
    }
}
