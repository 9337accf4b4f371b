package dev.microauth.code;

import dev.microauth.key.Ring;
import dev.microauth.oauth.CodeChallenge;
import dev.microauth.oauth.ScopeSet;
import dev.microauth.session.Session;
import dev.microauth.token.AskedClaims;
import java.util.Optional;
import java.util.UUID;

/// What a code stands for.
///
/// @param client its row; empty for the tools of the house on the admin ring
/// @param redirectUriSent whether the request named the redirect URI, so that the token request has to as well
public record NewCode(
        Ring ring,
        Optional<UUID> client,
        String clientId,
        String redirectUri,
        boolean redirectUriSent,
        Optional<CodeChallenge> challenge,
        Optional<String> nonce,
        ScopeSet scopes,
        AskedClaims claims,
        Session session) {}
