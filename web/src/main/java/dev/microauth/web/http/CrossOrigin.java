package dev.microauth.web.http;

import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Whose scripts may read which answers (Fetch Standard §3.2). Never with cookies: what is read belongs to a token or to
/// everybody.
///
/// @param paths as they stand in the table
/// @param registered whether an origin is one that answers may go to
public record CrossOrigin(Set<String> paths, Predicate<String> registered) {
    /// Nobody else's, anywhere.
    public static final CrossOrigin NONE = new CrossOrigin(Set.of(), _ -> false);

    private static final Pattern ORIGIN =
            Pattern.compile("https?://(?:[a-z0-9.-]{1,253}|\\[[0-9a-f:.]{2,45}])(?::[0-9]{1,5})?");

    public CrossOrigin {
        paths = Set.copyOf(paths);
    }

    /// The same paths below another one too, and those that stand before it (RFC 8414 §3.1).
    public CrossOrigin under(String prefix) {
        Stream<String> all =
                paths.stream().flatMap(path -> Stream.of(path, prefix + path, path + prefix));
        return new CrossOrigin(all.collect(Collectors.toSet()), registered);
    }

    /// The answer with what a browser has to be told.
    Response on(Request request, Response response) {
        if (!paths.contains(request.path())) {
            return response;
        }
        Response varied = response.adding("vary", "Origin");
        // Security A12: an origin is named only when it is a registered one, and never echoed.
        Optional<String> origin =
                request.header("origin")
                        .filter(_ -> request.headers("origin").size() == 1)
                        .filter(text -> ORIGIN.matcher(text).matches())
                        .filter(registered);
        return origin.map(known -> open(request, varied, known)).orElse(varied);
    }

    private static Response open(Request request, Response response, String origin) {
        Response opened = response.with("access-control-allow-origin", origin);
        return request.method() == Method.OPTIONS
                ? opened.with("access-control-allow-methods", "GET, POST")
                        .with("access-control-allow-headers", "Authorization, Content-Type")
                        .with("access-control-max-age", "600")
                : opened.with(
                        "access-control-expose-headers",
                        "WWW-Authenticate, Retry-After, X-Request-Id");
    }
}
