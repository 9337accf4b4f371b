package dev.microauth.passkey;

/// An answer of an authenticator that cannot be taken; the reason is for the log alone.
class WrongAnswer extends Exception {
    private static final long serialVersionUID = 1;

    WrongAnswer(String why) {
        super(why, null, false, false);
    }

    /// The signature is right and the counter is not: there may be two of what should be one.
    static final class CounterWentBack extends WrongAnswer {
        private static final long serialVersionUID = 1;

        CounterWentBack(String why) {
            super(why);
        }
    }

    /// It does not say of what make it is.
    static final class NotAttested extends WrongAnswer {
        private static final long serialVersionUID = 1;

        NotAttested(String why) {
            super(why);
        }
    }
}
