package dev.microauth.site;

import dev.microauth.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// An address of the web that somebody asked for: its origin as browsers write it, and what comes behind it, in
/// characters that a header can hold.
public record SiteAddress(String origin, String target) {
    /// The parameter by which a ticket comes back.
    public static final String TICKET = "mad-ticket";

    private static final int LONGEST_TARGET = 1_000;
    private static final Pattern URL =
            Pattern.compile(
                    "(https?)://([A-Za-z0-9.-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}])(?::([1-9][0-9]{0,4}))?([/?#].*)?",
                    Pattern.DOTALL);
    // RFC 3986 §2, and what else of ASCII stands in addresses that browsers send.
    private static final String ESCAPED = "\"<>\\^`{|}";

    /// Empty for whatever is no address of the web, and for one with the name of a user in it.
    public static Optional<SiteAddress> parse(String url) {
        var parts = URL.matcher(url);
        if (!parts.matches()) {
            return Optional.empty();
        }
        String scheme = parts.group(1);
        String host = parts.group(2).toLowerCase(Locale.ROOT);
        String standard = scheme.equals("https") ? "443" : "80";
        String port =
                Optional.ofNullable(parts.group(3))
                        .filter(each -> !each.equals(standard))
                        .map(each -> ":" + each)
                        .orElse("");
        return Optional.of(
                new SiteAddress(
                        scheme + "://" + host + port,
                        target(Optional.ofNullable(parts.group(4)).orElse(""))));
    }

    private static String target(String rest) {
        int fragment = rest.indexOf('#');
        String sent = escaped(fragment < 0 ? rest : rest.substring(0, fragment));
        // The address travels inside others, which proxies and browsers cut off at some length.
        if (sent.length() > LONGEST_TARGET) {
            return "/";
        }
        return sent.startsWith("/") ? sent : "/" + sent;
    }

    private static String escaped(String text) {
        var safe = new StringBuilder(text.length());
        for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
            if (each <= ' ' || each == 0x7f || ESCAPED.indexOf(each) >= 0) {
                safe.append('%').append(String.format(Locale.ROOT, "%02X", each & 0xff));
            } else {
                safe.append((char) each);
            }
        }
        return safe.toString();
    }

    public String url() {
        return origin + target;
    }

    /// The ticket that came with the address, if one did.
    public Optional<Secret> ticket() {
        return Arrays.stream(query().split("&", -1))
                .filter(SiteAddress::isTicket)
                .findFirst()
                .map(pair -> Secret.of(pair.substring(TICKET.length() + 1)));
    }

    public SiteAddress withTicket(Secret ticket) {
        String separator = target.indexOf('?') < 0 ? "?" : "&";
        return new SiteAddress(origin, target + separator + TICKET + "=" + ticket.revealText());
    }

    /// What was asked for before a ticket was added.
    public SiteAddress withoutTicket() {
        if (ticket().isEmpty()) {
            return this;
        }
        String rest =
                Arrays.stream(query().split("&", -1))
                        .filter(pair -> !isTicket(pair))
                        .collect(Collectors.joining("&"));
        String path = target.substring(0, target.indexOf('?'));
        return new SiteAddress(origin, rest.isEmpty() ? path : path + "?" + rest);
    }

    private String query() {
        int mark = target.indexOf('?');
        return mark < 0 ? "" : target.substring(mark + 1);
    }

    private static boolean isTicket(String pair) {
        return pair.startsWith(TICKET + "=");
    }

    /// The origin alone: the rest may hold a ticket.
    @Override
    public String toString() {
        return origin;
    }
}
