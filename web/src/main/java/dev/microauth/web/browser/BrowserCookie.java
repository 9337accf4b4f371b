package dev.microauth.web.browser;

import dev.microauth.key.Ring;
import dev.microauth.secret.Secret;
import dev.microauth.web.http.Request;
import dev.microauth.web.http.Response;
import java.time.Duration;
import java.util.Optional;

/// The cookies of both ports. Cookies do not know ports, so each ring has names of its own.
public enum BrowserCookie {
    /// What a signed-in browser is known by.
    SESSION("session"),
    /// What state that travels with a browser is bound to, from its first page on.
    HOLDER("browser"),
    /// That somebody signed in here before.
    DEVICE("device"),
    /// On the host of a protected site: what a session is known by there.
    SITE("site"),
    /// On the host of a protected site: what tells its browser from others while it is away for a ticket.
    VISIT("visit");

    private final String name;

    BrowserCookie(String name) {
        this.name = name;
    }

    /// Security E4: the prefix makes browsers keep it to this host, this origin's path and secure transport, for which
    /// they take localhost too.
    public String name(Ring ring) {
        return "__Host-mad-" + (ring == Ring.ADMIN ? "admin-" : "") + name;
    }

    public Optional<Secret> find(Request request, Ring ring) {
        return request.cookie(name(ring)).filter(value -> !value.isEmpty()).map(Secret::of);
    }

    /// The answer with the cookie set; without an age it goes with the browser.
    public Response set(Response response, Ring ring, String value, Optional<Duration> age) {
        String maxAge = age.map(each -> "; Max-Age=" + each.toSeconds()).orElse("");
        return response.adding(
                "set-cookie",
                name(ring) + "=" + value + "; Path=/; Secure; HttpOnly; SameSite=Lax" + maxAge);
    }

    public Response clear(Response response, Ring ring) {
        return set(response, ring, "", Optional.of(Duration.ZERO));
    }
}
