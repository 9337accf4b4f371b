package dev.microauth.api;

import java.util.List;

/// A passkey that was added; with the first second factor come recovery codes, shown this once.
public record PasskeyCreated(@Inline PasskeyView passkey, List<String> recoveryCodes) {
    public PasskeyCreated {
        recoveryCodes = List.copyOf(recoveryCodes);
    }

    @Override
    public String toString() {
        return "PasskeyCreated[" + passkey + ", ***]";
    }
}
