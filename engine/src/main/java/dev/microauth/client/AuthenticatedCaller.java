package dev.microauth.client;

import dev.microauth.oauth.GrantType;
import dev.microauth.subject.ClientId;

/// Somebody who may ask the token endpoint, and has proved who it is as far as it can.
public sealed interface AuthenticatedCaller permits AuthenticatedClient, AuthenticatedAccount {
    /// The name it came with.
    ClientId clientId();

    /// Whether it may ask for tokens in this way.
    boolean may(GrantType grant);
}
