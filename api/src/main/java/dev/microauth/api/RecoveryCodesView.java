package dev.microauth.api;

import java.util.List;

/// Recovery codes, shown this once; none where there are some already.
public record RecoveryCodesView(List<String> recoveryCodes) {
    public RecoveryCodesView {
        recoveryCodes = List.copyOf(recoveryCodes);
    }
}
