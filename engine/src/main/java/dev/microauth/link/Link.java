package dev.microauth.link;

import dev.microauth.secret.Secret;
import java.time.Instant;

/// A one-time link just made. It exists in this answer alone: only its hash is kept.
///
/// @param url where the page stands that it opens; whoever has it is who it was made for
/// @param expiresAt from then on it does nothing
public record Link(Secret url, Instant expiresAt) {}
