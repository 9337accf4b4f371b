package dev.microauth.spring;

import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.ProviderNotFoundException;
import org.springframework.security.core.Authentication;

/// Takes nobody's word: people prove who they are elsewhere.
final class NoPasswords implements AuthenticationManager {
    @Override
    public Authentication authenticate(Authentication asked) {
        throw new ProviderNotFoundException(
                "nobody signs in here by a " + asked.getClass().getSimpleName());
    }
}
