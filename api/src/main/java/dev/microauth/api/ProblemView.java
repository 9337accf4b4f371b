package dev.microauth.api;

import java.util.Map;
import java.util.Optional;

/// Why a request was refused (RFC 9457). `fields` names each member that cannot be taken, and why.
public record ProblemView(
        String type,
        String title,
        int status,
        String detail,
        Optional<Map<String, String>> fields,
        String requestId) {}
