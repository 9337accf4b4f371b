package dev.microauth.password;

/// Whether a password may be chosen.
public sealed interface PasswordJudgement {

    /// It may.
    record Accepted() implements PasswordJudgement {}

    /// It may not.
    ///
    /// @param reason which rule
    /// @param text for the person who chose it: what is wrong and how to do better; holds nothing of the password
    record Refused(Reason reason, String text) implements PasswordJudgement {}

    /// The rules.
    enum Reason {
        /// Fewer code points than the policy asks.
        TOO_SHORT,
        /// More than [Passwords#MAX_BYTES] bytes in UTF-8; never cut.
        TOO_LONG,
        /// A control character, an unpaired surrogate, or a code point that Unicode has not assigned.
        FORBIDDEN_CHARACTER,
        /// On the list of common and breached passwords, also repeated or with digits and signs around it.
        COMMON,
        /// A short piece over and over.
        REPEATED,
        /// Little else than runs along the alphabet, the digits or the keyboard.
        SEQUENCE,
        /// Little else than the user's own name, mail address or the name of the service.
        CONTEXT
    }
}
