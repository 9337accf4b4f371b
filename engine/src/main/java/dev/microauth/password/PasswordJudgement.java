package dev.microauth.password;

import java.util.List;

/// Whether a password may be chosen.
///
/// A refusal carries its rule, so that whoever shows it can word it in the language of the reader:
///
/// ```java
/// switch (builder.judge(password, "alice", Optional.empty())) {
///     case PasswordJudgement.Accepted _ -> save(password);
///     case PasswordJudgement.Refused(Reason reason, List<Integer> numbers) -> say(reason, numbers);
/// }
/// ```
public sealed interface PasswordJudgement {

    /// It may.
    record Accepted() implements PasswordJudgement {}

    /// It may not.
    ///
    /// @param reason which rule
    /// @param numbers what the rule counts with, as its [Reason] says; nothing of the password but its length
    record Refused(Reason reason, List<Integer> numbers) implements PasswordJudgement {
        /// @throws IllegalArgumentException when the numbers are not those of the reason
        public Refused {
            numbers = List.copyOf(numbers);
            if (numbers.size() != reason.numbers) {
                throw new IllegalArgumentException(
                        reason + " comes with " + reason.numbers + " numbers, not " + numbers);
            }
        }

        /// The same without a list.
        public static Refused by(Reason reason, Integer... numbers) {
            return new Refused(reason, List.of(numbers));
        }

        /// In English, for the person who chose it: what is wrong and how to do better.
        public String text() {
            return reason.text.formatted(numbers.toArray());
        }
    }

    /// The rules.
    enum Reason {
        /// Fewer code points than the policy asks: how many it asks, and how many there are.
        TOO_SHORT(
                2,
                "The password needs at least %d characters and has %d."
                        + " Several words that have nothing to do with each other are long and easy to keep."),
        /// More bytes in UTF-8 than are taken: how many are. It is never cut.
        TOO_LONG(
                1,
                "The password is longer than %d bytes. It would not be cut silently; choose a shorter one."),
        /// A control character, an unpaired surrogate, or a code point that Unicode has not assigned.
        FORBIDDEN_CHARACTER(
                0,
                "The password holds a character that cannot be typed everywhere (a tab, a line end, another control"
                        + " character or one that is not in Unicode yet). Leave it out; all others are fine, spaces too."),
        /// On the list of common and breached passwords, also repeated or with digits and signs around it.
        COMMON(
                0,
                "This password, or the word it is made of, is among the first that attackers try. Digits and signs"
                        + " around it do not help; choose several words that have nothing to do with each other."),
        /// A short piece over and over.
        REPEATED(
                0,
                "The password repeats one short piece, which counts only once. Go on with something different"
                        + " instead of repeating."),
        /// Little else than runs along the alphabet, the digits or the keyboard.
        SEQUENCE(
                0,
                "The password is made of runs along the alphabet, the digits or the keyboard. Choose several words"
                        + " that have nothing to do with each other."),
        /// Little else than the user's own name, mail address or the name of the service.
        CONTEXT(
                0,
                "The password is little more than your user name, your mail address or the name of this service."
                        + " Choose words that have nothing to do with you or with it."),
        /// The one that is to be replaced. Only said where one is changed.
        SAME(0, "This is the password that you have. Choose another one.");

        private final int numbers;
        private final String text;

        Reason(int numbers, String text) {
            this.numbers = numbers;
            this.text = text;
        }
    }
}
