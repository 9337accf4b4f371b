package dev.microauth.token;

import java.util.List;
import java.util.stream.Stream;

/// Claims that were asked for by name, for ID tokens and for /userinfo.
public record ClaimNames(List<String> idToken, List<String> userinfo) {
    public static final ClaimNames NONE = new ClaimNames(List.of(), List.of());

    public ClaimNames {
        idToken = List.copyOf(idToken);
        userinfo = List.copyOf(userinfo);
    }

    /// As they are kept: names parted by spaces.
    public static ClaimNames parse(String idToken, String userinfo) {
        return new ClaimNames(names(idToken), names(userinfo));
    }

    static List<String> names(String joined) {
        return Stream.of(joined.split(" ")).filter(each -> !each.isEmpty()).toList();
    }
}
