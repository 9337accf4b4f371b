package dev.microauth.authorize;

/// What a look at the parameters alone came to.
public sealed interface Checked {
    record Sound(AuthorizationRequest request) implements Checked {}

    /// The client is told.
    record Refused(Answer answer) implements Checked {}

    /// RFC 6749 §4.1.2.1: nobody may be sent anywhere; the person in front of the browser is told.
    record Unsafe(Reason reason) implements Checked {}

    enum Reason {
        CLIENT_MISSING,
        CLIENT_UNKNOWN,
        REDIRECT_URI_MISSING,
        REDIRECT_URI_UNKNOWN,
        /// A parameter stands twice, or there is too much of everything.
        MALFORMED
    }
}
