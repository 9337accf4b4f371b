package dev.microauth.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One window of a browser with cookies of its own. Whatever a page tries against its content policy, each error of a
/// script and each call to another host is noted; a window that is closed with such a note fails its test.
final class Window implements AutoCloseable {
    private static final Path SHOTS = Path.of("target", "screenshots");
    private static final double PATIENCE_MILLIS = 10_000;

    private final BrowserContext context;
    private final Page page;
    private final List<String> complaints = new ArrayList<>();
    private final Map<String, Integer> weights = new LinkedHashMap<>();

    Window(BrowserContext context) {
        this.context = context;
        this.context.setDefaultTimeout(PATIENCE_MILLIS);
        this.page = context.newPage();
        page.onConsoleMessage(message -> {
            String text = message.text();
            if (text.contains("Content Security Policy") || text.contains("TrustedHTML")) {
                complaints.add(text);
            }
        });
        page.onPageError(error -> complaints.add("script: " + error));
        page.onRequest(request -> {
            String host = URI.create(request.url()).getHost();
            if (host != null && !host.equals("localhost") && !host.equals("127.0.0.1")) {
                complaints.add("asks " + request.url());
            }
        });
        page.onResponse(this::weigh);
    }

    private void weigh(Response response) {
        String length = response.headers().getOrDefault("content-length", "0");
        if (response.frame().equals(page.mainFrame()) && response.request().isNavigationRequest()) {
            weights.clear();
        }
        weights.put(response.url(), Integer.parseInt(length));
    }

    BrowserContext context() {
        return context;
    }

    Page page() {
        return page;
    }

    /// Bytes of the page and of all that it loaded.
    int weight() {
        return weights.values().stream().mapToInt(Integer::intValue).sum();
    }

    Window go(String url) {
        page.navigate(url);
        return this;
    }

    Locator field(String name) {
        return page.locator("[name=" + name + "]:not([type=hidden])").first();
    }

    boolean asksFor(String name) {
        return field(name).count() > 0;
    }

    Window fill(String name, String value) {
        field(name).fill(value);
        return this;
    }

    /// Presses the button of the form that has this field.
    Window submit(String field) {
        page.locator("form:has([name=" + field + "]) button:not([type=button])").first().click();
        page.waitForLoadState();
        return this;
    }

    /// Presses the button that says so by this value.
    Window press(String value) {
        page.locator("button[value=" + value + "]").first().click();
        page.waitForLoadState();
        return this;
    }

    Window signIn(String username, String password) {
        return fill("username", username).fill("password", password).submit("password");
    }

    String text() {
        return page.locator("body").innerText();
    }

    URI at() {
        return URI.create(page.url());
    }

    /// Takes back a complaint that a test has provoked.
    void expect(String part) {
        assertThat(complaints.removeIf(each -> each.contains(part)) || complaints.isEmpty())
                .as(complaints.toString())
                .isTrue();
    }

    /// What everybody needs who does not see the page, or has no mouse.
    private void isReadable(String name) {
        assertThat(page.locator("html").getAttribute("lang")).as(name).isNotBlank();
        assertThat(page.title()).as(name).isNotBlank();
        assertThat(page.locator("h1").count()).as("headings of " + name).isOne();
        Object nameless =
                page.evaluate(
                        """
                        [...document.querySelectorAll('input:not([type=hidden]), button, a')]
                            .filter(e => e.checkVisibility())
                            .filter(e => !(e.labels?.length || e.innerText?.trim() || e.ariaLabel))
                            .map(e => e.outerHTML).join()
                        """);
        assertThat(nameless).as("controls without a name in " + name).isEqualTo("");
    }

    /// Pictures of the page as it stands: on a desk and on a phone, by day and by night. Each is light enough.
    Window shoot(String name) {
        assertThat(weight()).as("bytes of " + name).isBetween(1, 50 * 1024);
        isReadable(name);
        var before = page.viewportSize();
        for (var scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            // Without motion, or the picture shows colours on their way from day to night.
            page.emulateMedia(
                    new Page.EmulateMediaOptions()
                            .setColorScheme(scheme)
                            .setReducedMotion(ReducedMotion.REDUCE));
            picture(
                    name + "-desktop-" + scheme.name().toLowerCase(java.util.Locale.ROOT),
                    1280,
                    800);
            picture(name + "-phone-" + scheme.name().toLowerCase(java.util.Locale.ROOT), 390, 844);
        }
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
        page.setViewportSize(before.width, before.height);
        return this;
    }

    private void picture(String name, int width, int height) {
        page.setViewportSize(width, height);
        // Nothing is cut off on a narrow screen.
        Object overflow = page.evaluate("document.documentElement.scrollWidth > window.innerWidth");
        assertThat(overflow).as(name + " is wider than its screen").isEqualTo(false);
        page.screenshot(
                new Page.ScreenshotOptions()
                        .setPath(SHOTS.resolve(name + ".png"))
                        .setFullPage(true));
    }

    @Override
    public void close() {
        context.close();
        assertThat(complaints).isEmpty();
    }
}
