package dev.microauth.web.sites;

import dev.microauth.oauth.Assurance;
import dev.microauth.site.ProtectedSite;
import dev.microauth.web.http.Request;
import java.util.Optional;

/// Somebody has to sign in before they can go on to a site.
///
/// @param path where they go on at this server, below the issuer, with its query
/// @param again whether a sign-in that they have already is not enough
/// @param asked how well they have to prove who they are, where one factor is not enough
public record Errand(
        Request request,
        ProtectedSite site,
        String path,
        boolean again,
        Optional<Assurance> asked) {}
