package dev.microauth.web.sites;

import dev.microauth.site.Standing;
import dev.microauth.web.http.Response;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Who somebody is, in headers for the application behind a proxy. All four always stand, so that none that the browser
/// made up is left where one was not overwritten.
final class RemoteHeaders {
    private RemoteHeaders() {}

    static Response on(Response response, Standing.Welcome welcome) {
        var user = welcome.user();
        return response.with("remote-user", encoded(user.username().value(), ""))
                .with("remote-name", encoded(user.name().orElse(""), ""))
                .with("remote-email", encoded(user.email().orElse(""), ""))
                .with("remote-groups", list(welcome.roles()));
    }

    private static String list(List<String> roles) {
        return roles.stream().map(each -> encoded(each, ",")).collect(Collectors.joining(","));
    }

    /// Printable ASCII as it stands, `%` and all else percent-encoded as UTF-8: decoding gives the text back, and no two
    /// texts look alike.
    static String encoded(String text, String further) {
        var safe = new StringBuilder(text.length());
        for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
            if (each < ' ' || each == 0x7f || each == '%' || further.indexOf(each) >= 0) {
                safe.append('%').append(String.format(Locale.ROOT, "%02X", each & 0xff));
            } else {
                safe.append((char) each);
            }
        }
        return safe.toString();
    }
}
