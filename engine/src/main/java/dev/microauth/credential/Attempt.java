package dev.microauth.credential;

import dev.microauth.actor.Origin;
import java.util.Optional;

/// Where an attempt to sign in comes from.
///
/// @param device what [SignIns#deviceMark] gave this browser after an earlier sign-in, if it kept that
public record Attempt(Origin origin, Optional<String> device) {
    public static Attempt from(Origin origin) {
        return new Attempt(origin, Optional.empty());
    }
}
