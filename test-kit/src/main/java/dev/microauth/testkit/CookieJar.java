package dev.microauth.testkit;

import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The cookies of one browser, by host and not by port. Its machine's own addresses count as secure, as browsers have it.
public final class CookieJar {
    /// @param path below which it is sent
    private record Cookie(String name, String value, String path) {}

    private final Map<String, Map<String, Cookie>> hosts = new TreeMap<>();

    /// Takes a Set-Cookie header as a browser does.
    public void take(URI from, String line) {
        String[] parts = line.split(";", -1);
        int equals = parts[0].indexOf('=');
        String name = parts[0].substring(0, equals).strip();
        var attributes = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        for (int i = 1; i < parts.length; i++) {
            String[] pair = parts[i].strip().split("=", 2);
            attributes.put(pair[0], pair.length == 2 ? pair[1] : "");
        }
        String path = attributes.getOrDefault("Path", "/");
        // RFC 6265bis §4.1.3.2: the prefix promises all three.
        if (name.startsWith("__Host-")
                && !(attributes.containsKey("Secure")
                        && path.equals("/")
                        && !attributes.containsKey("Domain"))) {
            throw new AssertionError("a browser would not take " + line);
        }
        boolean gone =
                attributes.getOrDefault("Max-Age", "").equals("0")
                        || attributes.getOrDefault("Expires", "").contains("1970");
        if (gone) {
            of(host(from)).remove(name);
        } else {
            of(host(from))
                    .put(name, new Cookie(name, parts[0].substring(equals + 1).strip(), path));
        }
    }

    /// Puts one in by hand.
    public void put(String host, String name, String value) {
        of(host).put(name, new Cookie(name, value, "/"));
    }

    private Map<String, Cookie> of(String host) {
        return hosts.computeIfAbsent(host, name -> new TreeMap<>());
    }

    /// The Cookie header for a request there, where there is one to send.
    public Optional<String> header(URI to) {
        String path = to.getRawPath().isEmpty() ? "/" : to.getRawPath();
        String all =
                hosts.getOrDefault(host(to), Map.of()).values().stream()
                        .filter(cookie -> path.startsWith(cookie.path()))
                        .map(cookie -> cookie.name() + "=" + cookie.value())
                        .collect(Collectors.joining("; "));
        return Optional.of(all).filter(text -> !text.isEmpty());
    }

    public Optional<String> value(String host, String name) {
        return Optional.ofNullable(hosts.getOrDefault(host, Map.of()).get(name)).map(Cookie::value);
    }

    public void forget(String host) {
        hosts.remove(host);
    }

    private static String host(URI url) {
        return url.getHost().toLowerCase(Locale.ROOT);
    }
}
