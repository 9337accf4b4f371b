package dev.microauth.bridge;

/// Who sits before a browser, as far as its cookies tell.
sealed interface Presence {
    /// Nobody.
    ///
    /// @param stale whether there are cookies to take away
    record Nobody(boolean stale) implements Presence {}

    /// Somebody.
    ///
    /// @param changed whether the browser has to be given a newer cookie
    record Somebody(Session session, boolean changed) implements Presence {}

    /// The session has to be renewed to be believed, and the server does not answer.
    record Undecided(String detail) implements Presence {}
}
