package dev.microauth.api;

import java.util.Optional;

/// Something by its kind (`user`, `client`, `role` …) and its id or name.
public record Reference(String kind, Optional<String> id) {}
