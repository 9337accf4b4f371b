package dev.microauth.consent;

import dev.microauth.oauth.ScopeSet;
import dev.microauth.subject.UserId;
import java.time.Instant;

/// That somebody lets a client have these scopes.
public record Consent(
        UserId user,
        String clientId,
        String clientName,
        ScopeSet scopes,
        Instant givenAt,
        Instant modifiedAt) {}
