package dev.microauth.api.client;

import java.util.Optional;

/// What a port says of itself (RFC 8414 §2).
///
/// @param authorizationEndpoint where people sign in, where they can
public record PortMetadata(String issuer, Optional<String> authorizationEndpoint) {}
