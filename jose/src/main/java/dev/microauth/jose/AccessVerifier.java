package dev.microauth.jose;

/// Tells good access tokens from all others: a [TokenVerifier] for those of a server elsewhere, an embedded engine for
/// its own.
///
/// ```java runnable
/// AccessVerifier verifier = auth.tokens();
/// try {
///     System.out.println(verifier.verify(bearer).id());
/// } catch (TokenRefused refused) {
///     System.out.println("401 invalid_token");
/// }
/// ```
public interface AccessVerifier {
    /// Whose token this is.
    ///
    /// @throws TokenRefused for every string that is not a live access token for this application, whatever it holds
    AuthUser verify(String compact) throws TokenRefused;

    /// Whether [AuthUser#permissions()] is filled. Tokens carry scopes and roles alone; what roles permit is known to
    /// the server that keeps them.
    boolean knowsPermissions();
}
