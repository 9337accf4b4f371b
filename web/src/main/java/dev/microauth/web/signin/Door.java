package dev.microauth.web.signin;

import dev.microauth.Engine;
import dev.microauth.key.Ring;
import dev.microauth.web.browser.Browser;
import dev.microauth.web.pages.Pages;

/// The port that the pages of the way in stand at.
public record Door(Engine auth, Ring ring, Pages pages, Browser browser) {
    public static Door of(Engine auth, Ring ring) {
        return new Door(
                auth,
                ring,
                new Pages(auth.issuers().path(ring), auth.name()),
                new Browser(auth.sessions(), ring));
    }
}
