package dev.microauth.oauth;

import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;

/// How well somebody proved who they are, from the least to the most: the values of `acr`. It follows from the methods
/// (`amr`, RFC 8176) of the sign-in.
public enum Assurance {
    /// One factor.
    SINGLE("urn:microauth:acr:1"),
    /// Two factors.
    MULTIPLE("urn:microauth:acr:2"),
    /// A passkey, which no false page can ask for (OpenID EAP ACR Values §2).
    PHISHING_RESISTANT("phr");

    private final String acr;

    Assurance(String acr) {
        this.acr = acr;
    }

    public String acr() {
        return acr;
    }

    public static Optional<Assurance> find(String acr) {
        return Arrays.stream(values()).filter(each -> each.acr.equals(acr)).findFirst();
    }

    /// What these methods amount to. `mfa` stands among them when they were two factors; a key in hardware (`hwk`) or
    /// software (`swk`) was a passkey.
    public static Assurance of(Collection<String> methods) {
        if (!methods.contains("mfa")) {
            return SINGLE;
        }
        return methods.contains("hwk") || methods.contains("swk") ? PHISHING_RESISTANT : MULTIPLE;
    }

    public boolean satisfies(Assurance asked) {
        return compareTo(asked) >= 0;
    }
}
