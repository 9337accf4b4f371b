package dev.microauth.api;

import java.util.Map;
import java.util.Optional;

/// What can be changed of a person. Absent e-mail or name means: none.
public record UserEdit(
        String username,
        Optional<String> email,
        Optional<String> name,
        Optional<Map<String, Object>> attributes) {}
