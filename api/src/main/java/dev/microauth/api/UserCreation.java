package dev.microauth.api;

import java.util.Map;
import java.util.Optional;

/// A new person. Without a password the answer holds a one-time link, by which they choose one.
public record UserCreation(
        String username,
        Optional<String> email,
        Optional<String> name,
        Optional<String> password,
        Optional<Map<String, Object>> attributes) {}
