package dev.microauth.authorize;

import java.util.List;
import java.util.Optional;

/// The `claims` parameter (OpenID Connect Core §5.5): names that were asked for one by one, and the values that have to
/// be met.
///
/// @param subject the `sub` that has to be signed in
/// @param acr values of which one has to be met, since it was called essential; empty where it was not
record RequestedClaims(
        List<String> idToken, List<String> userinfo, Optional<String> subject, List<String> acr) {
    static final RequestedClaims NONE =
            new RequestedClaims(List.of(), List.of(), Optional.empty(), List.of());

    RequestedClaims {
        idToken = List.copyOf(idToken);
        userinfo = List.copyOf(userinfo);
        acr = List.copyOf(acr);
    }
}
