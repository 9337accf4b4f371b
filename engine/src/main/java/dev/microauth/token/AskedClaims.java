package dev.microauth.token;

import dev.microauth.oauth.Assurance;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Claims that were asked for by name, for ID tokens and for /userinfo.
///
/// @param acr what ID tokens say of the strength of the sign-in, where the client named the values that it takes; it is one of
///     them, and not more than was proved
public record AskedClaims(List<String> idToken, List<String> userinfo, Optional<Assurance> acr) {
    public static final AskedClaims NONE = new AskedClaims(List.of(), List.of(), Optional.empty());

    public AskedClaims {
        idToken = List.copyOf(idToken);
        userinfo = List.copyOf(userinfo);
    }

    /// As they are kept: names parted by spaces, and the value of `acr`.
    public static AskedClaims parse(String idToken, String userinfo, Optional<String> acr) {
        return new AskedClaims(names(idToken), names(userinfo), acr.flatMap(Assurance::find));
    }

    public AskedClaims withAcr(Optional<Assurance> answered) {
        return new AskedClaims(idToken, userinfo, answered);
    }

    static List<String> names(String joined) {
        return Stream.of(joined.split(" ")).filter(each -> !each.isEmpty()).toList();
    }
}
