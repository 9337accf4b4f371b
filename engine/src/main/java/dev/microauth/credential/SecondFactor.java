package dev.microauth.credential;

import dev.microauth.passkey.PasskeyAnswer;

/// What somebody shows after their password.
public sealed interface SecondFactor {
    record TotpCode(String code) implements SecondFactor {
        @Override
        public String toString() {
            return "TotpCode[***]";
        }
    }

    record RecoveryCode(String code) implements SecondFactor {
        @Override
        public String toString() {
            return "RecoveryCode[***]";
        }
    }

    record OfPasskey(PasskeyAnswer answer) implements SecondFactor {}
}
