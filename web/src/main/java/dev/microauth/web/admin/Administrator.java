package dev.microauth.web.admin;

import dev.microauth.actor.Actor;
import dev.microauth.token.LiveToken;

/// Somebody with a live token of the admin ring and the right that was asked for. Only [AdminGuard] makes one.
final class Administrator {
    private final Actor actor;
    private final LiveToken token;

    Administrator(Actor actor, LiveToken token) {
        this.actor = actor;
        this.token = token;
    }

    /// With the permissions held at this moment.
    public Actor actor() {
        return actor;
    }

    public LiveToken token() {
        return token;
    }
}
