package dev.microauth.server.settings;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// Hosts by their names or addresses, without scheme and port.
final class Hosts {
    private static final Pattern NAME =
            Pattern.compile(
                    "[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*");
    private static final Pattern IPV6 = Pattern.compile("[0-9a-f:.]*:[0-9a-f:.]*");

    private Hosts() {}

    static Kind<Set<String>> list() {
        return new Kind<>(
                "LIST",
                "none, or names and addresses of hosts such as rp.internal and 10.1.2.3, separated by commas",
                Kind.Form.LIST,
                (text, base) -> text.equals("none") ? Parsed.good(Set.of()) : hosts(text));
    }

    /// One name, in lower case as browsers write it.
    static Kind<String> domain() {
        return new Kind<>(
                "DOMAIN",
                "the name of a domain in lower case, such as example.com",
                Kind.Form.TEXT,
                (text, base) ->
                        NAME.matcher(text).matches()
                                ? Parsed.good(text)
                                : Parsed.bad(
                                        "is not the name of a domain",
                                        "Give it in lower case, without scheme and port."));
    }

    private static Parsed<Set<String>> hosts(String text) {
        var hosts = new TreeSet<String>();
        for (var part : text.split(",", -1)) {
            var host = part.strip().toLowerCase(Locale.ROOT);
            if (!NAME.matcher(host).matches() && !IPV6.matcher(host).matches()) {
                return Parsed.bad(
                        "holds a part that is not a host",
                        "Give names or addresses without scheme, port and wildcard, separated by commas.");
            }
            hosts.add(host);
        }
        return Parsed.good(Set.copyOf(hosts));
    }
}
