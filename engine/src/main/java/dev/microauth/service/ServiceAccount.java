package dev.microauth.service;

import dev.microauth.subject.ClientId;
import dev.microauth.subject.ServiceAccountId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// A program with rights of its own and no password. `credential` tells when the live one was issued and ends;
/// `version` grows with each change of what can be edited.
public record ServiceAccount(
        ServiceAccountId id,
        ClientId name,
        Optional<String> description,
        boolean isActive,
        UUID roleId,
        Optional<Term> credential,
        Instant createdAt,
        Instant modifiedAt,
        long version) {

    /// From when to when a credential is good.
    public record Term(Instant issuedAt, Instant expiresAt) {}
}
