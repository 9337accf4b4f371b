package dev.microauth.token;

import dev.microauth.key.Ring;
import java.net.URI;

/// The `iss` of each ring; never taken from a request.
///
/// Throws [IllegalArgumentException] for an address that cannot be one: https, or http on this machine, in lower case, without
/// a query, a fragment, a final slash or the standard port.
public record Issuers(String auth, String admin) {
    public Issuers {
        require(Ring.AUTH, auth);
        require(Ring.ADMIN, admin);
    }

    private static void require(Ring ring, String issuer) {
        IssuerRule.faultOf(issuer)
                .ifPresent(fault -> {
                    throw new IllegalArgumentException(
                            "the issuer of the %s ring, %s, %s. %s"
                                    .formatted(ring.label(), issuer, fault.what(), fault.remedy()));
                });
    }

    public String of(Ring ring) {
        return switch (ring) {
            case AUTH -> auth;
            case ADMIN -> admin;
        };
    }

    /// The path of an issuer, without a slash at the end; empty for most.
    public String path(Ring ring) {
        return URI.create(of(ring)).getPath().replaceFirst("/$", "");
    }
}
