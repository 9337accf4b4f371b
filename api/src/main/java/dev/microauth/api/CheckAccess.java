package dev.microauth.api;

import java.util.UUID;

/// May this user or service account do that?
public record CheckAccess(UUID userId, UUID permissionId) {}
