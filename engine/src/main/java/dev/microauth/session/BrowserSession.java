package dev.microauth.session;

import dev.microauth.secret.Secret;

/// A session that a browser holds from now on: the session, and what its cookie has to hold. Only a hash is stored.
public record BrowserSession(Session session, Secret reference) {}
