package dev.microauth.authorize;

import dev.microauth.oauth.Assurance;
import java.util.Comparator;
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

    // OpenID Connect Core §5.5.1.1: where acr is essential, the answer is one of the values asked
    // for, and none above them.
    /// Of the values asked for, the strongest that this proof meets; empty where none was asked for, or none is met.
    Optional<Assurance> acrMetBy(Assurance proved) {
        return acr.stream()
                .flatMap(value -> Assurance.find(value).stream())
                .filter(proved::satisfies)
                .max(Comparator.naturalOrder());
    }
}
