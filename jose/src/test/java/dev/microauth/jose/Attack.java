package dev.microauth.jose;

import dev.microauth.jose.TokenRefused.Reason;

/// One row of an attack table.
record Attack(String name, Reason reason, String token) {
    static final SigningKey EC = SigningKey.generate(Algorithm.ES256);
    static final SigningKey ED = SigningKey.generate(Algorithm.EdDSA);

    /// Of no key set of ours.
    static final SigningKey STRANGER = SigningKey.generate(Algorithm.ES256);

    static final Forge FORGE = new Forge(EC);

    /// A token signed with our key over this header and good claims.
    static Attack header(String name, Reason reason, String json) {
        return new Attack(shortened("header: " + name), reason, FORGE.withHeader(json));
    }

    /// A token signed with our key over a good header and these claims.
    static Attack payload(String name, Reason reason, String json) {
        return new Attack(shortened("claims: " + name), reason, FORGE.withClaims(json));
    }

    /// Good claims but for one.
    static Attack claim(String name, Reason reason, String json) {
        return payload(name + " = " + json, reason, Forge.claims(name, json));
    }

    private static String shortened(String name) {
        return name.length() > 70 ? name.substring(0, 70) + "… of " + name.length() : name;
    }

    @Override
    public String toString() {
        return name + ": " + reason;
    }
}
