package dev.microauth.api;

import java.time.Instant;

/// What a person lets a client have of them; `scope` is separated by spaces.
public record ConsentView(
        String clientId, String clientName, String scope, Instant givenAt, Instant modifiedAt) {}
