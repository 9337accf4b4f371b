package dev.microauth.grant;

import dev.microauth.oauth.GrantType;
import dev.microauth.oauth.ScopeSet;
import dev.microauth.secret.Secret;
import java.util.Optional;

/// What was asked of the token endpoint. An empty scope means: nothing was said of scopes.
public sealed interface TokenRequest {
    Optional<ScopeSet> scope();

    GrantType grantType();

    /// RFC 6749 §4.4.
    record ClientCredentials(Optional<ScopeSet> scope) implements TokenRequest {
        @Override
        public GrantType grantType() {
            return GrantType.CLIENT_CREDENTIALS;
        }
    }

    /// RFC 6749 §4.3.
    record Password(
            String username, Secret password, Optional<String> totpCode, Optional<ScopeSet> scope)
            implements TokenRequest {
        /// Without a code of a second factor.
        public Password(String username, Secret password, Optional<ScopeSet> scope) {
            this(username, password, Optional.empty(), scope);
        }

        @Override
        public GrantType grantType() {
            return GrantType.PASSWORD;
        }

        @Override
        public String toString() {
            return "Password[***]";
        }
    }

    /// RFC 6749 §4.1.3, RFC 7636 §4.5.
    record AuthorizationCode(
            String code, Optional<String> redirectUri, Optional<String> codeVerifier)
            implements TokenRequest {
        @Override
        public Optional<ScopeSet> scope() {
            return Optional.empty();
        }

        @Override
        public GrantType grantType() {
            return GrantType.AUTHORIZATION_CODE;
        }

        @Override
        public String toString() {
            return "AuthorizationCode[***]";
        }
    }

    /// RFC 6749 §6.
    record Refresh(String token, Optional<ScopeSet> scope) implements TokenRequest {
        @Override
        public GrantType grantType() {
            return GrantType.REFRESH_TOKEN;
        }

        @Override
        public String toString() {
            return "Refresh[***]";
        }
    }
}
