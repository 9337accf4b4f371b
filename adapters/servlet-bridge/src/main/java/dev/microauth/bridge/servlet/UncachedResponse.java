package dev.microauth.bridge.servlet;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.util.Locale;
import java.util.Set;

/// An answer that hands out a session cookie: whatever the application says of caches, none keeps it (RFC 9111 §7.3).
final class UncachedResponse extends HttpServletResponseWrapper {
    private static final String CACHE_CONTROL = "Cache-Control";
    private static final Set<String> OF_CACHES =
            Set.of("cache-control", "cdn-cache-control", "surrogate-control", "expires", "pragma");

    UncachedResponse(HttpServletResponse response) {
        super(response);
        response.setHeader(CACHE_CONTROL, "no-store");
    }

    private static void unlessOfCaches(String name, Runnable set) {
        if (!OF_CACHES.contains(name.toLowerCase(Locale.ROOT))) {
            set.run();
        }
    }

    @Override
    public void setHeader(String name, String value) {
        unlessOfCaches(name, () -> super.setHeader(name, value));
    }

    @Override
    public void addHeader(String name, String value) {
        unlessOfCaches(name, () -> super.addHeader(name, value));
    }

    @Override
    public void setDateHeader(String name, long date) {
        unlessOfCaches(name, () -> super.setDateHeader(name, date));
    }

    @Override
    public void addDateHeader(String name, long date) {
        unlessOfCaches(name, () -> super.addDateHeader(name, date));
    }

    @Override
    public void setIntHeader(String name, int value) {
        unlessOfCaches(name, () -> super.setIntHeader(name, value));
    }

    @Override
    public void addIntHeader(String name, int value) {
        unlessOfCaches(name, () -> super.addIntHeader(name, value));
    }

    /// Takes the cookie away with all other headers: the browser gets it with its next request.
    @Override
    public void reset() {
        super.reset();
        super.setHeader(CACHE_CONTROL, "no-store");
    }
}
