package dev.microauth.cli.remote;

import dev.microauth.cli.terminal.CommandFailure;
import dev.microauth.cli.terminal.ExitCode;
import dev.microauth.text.Printable;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/// Checks the address of a port before anything secret goes there.
final class PortAddress {
    private PortAddress() {}

    /// @param from where the text was given, for the message: `--admin-url`
    /// @param plainHttp whether plain HTTP over a network was asked for
    static URI of(String text, String from, boolean plainHttp) {
        var address = parsed(text, from);
        boolean https = address.getScheme().equalsIgnoreCase("https");
        if (!https && !plainHttp && !isLoopback(address.getHost())) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    from
                            + ": "
                            + Printable.of(text)
                            + " is plain HTTP, so that everybody on the way could read passwords and tokens",
                    "Use https, or give --danger-plain-http where the network is nobody else's.");
        }
        return address;
    }

    private static URI parsed(String text, String from) {
        try {
            var address = new URI(text.strip());
            var scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
            if ((scheme.equals("http") || scheme.equals("https"))
                    && address.getHost() != null
                    && address.getRawQuery() == null
                    && address.getRawFragment() == null
                    && address.getRawUserInfo() == null) {
                return withoutSlash(address);
            }
        } catch (URISyntaxException none) {
            // refused below with the rest
        }
        throw new CommandFailure(
                ExitCode.USAGE,
                from + ": " + Printable.of(text) + " is no address of a port",
                "It looks like https://id.example.com:9041.");
    }

    private static URI withoutSlash(URI address) {
        var text = address.toString();
        return text.endsWith("/") ? URI.create(text.substring(0, text.length() - 1)) : address;
    }

    /// RFC 6761 §6.3: localhost and the names below it are this machine. No name is looked up: an answer can lie.
    private static boolean isLoopback(String host) {
        var name = host.toLowerCase(Locale.ROOT);
        return name.equals("localhost")
                || name.endsWith(".localhost")
                || name.equals("[::1]")
                || name.matches("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");
    }
}
