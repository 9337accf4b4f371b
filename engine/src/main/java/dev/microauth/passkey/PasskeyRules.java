package dev.microauth.passkey;

import java.util.Set;

/// For whom passkeys are made, and which are taken.
///
/// @param rpId the host that they belong to, or a domain above it
/// @param origins where a browser may stand when it shows one, such as `https://login.example.com`
/// @param requireAttestation whether an authenticator has to say, by a signature of its maker, what it is
public record PasskeyRules(String rpId, Set<String> origins, boolean requireAttestation) {
    public PasskeyRules {
        origins = Set.copyOf(origins);
    }
}
