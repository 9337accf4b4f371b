package dev.microauth.bridge;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// Where the bridge itself answers, below the base URL of the application.
///
/// ```java
/// var paths = BridgePaths.DEFAULT.callback("/oidc/callback");
/// ```
///
/// @param signIn begins a sign-in; `return_to` names the page to come back to
/// @param callback to which the server sends browsers back: registered there as a redirect URI
/// @param signOut a form that is posted here signs out
/// @param signedOut the page behind it: registered at the server as a post-logout redirect URI
/// @param backChannelLogout where the server tells of ended sessions: registered there as back-channel logout URI
public record BridgePaths(
        String signIn,
        String callback,
        String signOut,
        String signedOut,
        String backChannelLogout) {
    private static final Pattern PLAIN = Pattern.compile("(/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)+");

    /// `/signin`, `/callback`, `/signout`, `/signed-out` and `/backchannel-logout`.
    public static final BridgePaths DEFAULT =
            new BridgePaths(
                    "/signin", "/callback", "/signout", "/signed-out", "/backchannel-logout");

    public BridgePaths {
        List<String> all = List.of(signIn, callback, signOut, signedOut, backChannelLogout);
        for (String path : all) {
            if (!PLAIN.matcher(path).matches()) {
                throw new IllegalArgumentException(
                        "\"" + path + "\" is no plain path such as /signin.");
            }
        }
        if (Set.copyOf(all).size() < all.size()) {
            throw new IllegalArgumentException("The paths of the bridge differ from each other.");
        }
    }

    public BridgePaths signIn(String path) {
        return new BridgePaths(path, callback, signOut, signedOut, backChannelLogout);
    }

    public BridgePaths callback(String path) {
        return new BridgePaths(signIn, path, signOut, signedOut, backChannelLogout);
    }

    public BridgePaths signOut(String path) {
        return new BridgePaths(signIn, callback, path, signedOut, backChannelLogout);
    }

    public BridgePaths signedOut(String path) {
        return new BridgePaths(signIn, callback, signOut, path, backChannelLogout);
    }

    public BridgePaths backChannelLogout(String path) {
        return new BridgePaths(signIn, callback, signOut, signedOut, path);
    }

    boolean contain(String path) {
        return Set.of(signIn, callback, signOut, signedOut, backChannelLogout).contains(path);
    }
}
