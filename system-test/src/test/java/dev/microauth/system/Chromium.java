package dev.microauth.system;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// Gives tests the one Chromium that they share; each opens windows of its own, which have no cookies in common.
final class Chromium implements ParameterResolver {
    /// Both of them are of the machine; npm brings the script by which they are driven.
    private record Running(Playwright playwright, Browser browser) implements AutoCloseable {
        static Running start() {
            Path modules = Checkout.root().resolve("system-test/browser/node_modules");
            if (!Files.exists(modules.resolve("package/cli.js"))) {
                throw new AssertionError(
                        "run `./check browser`, or `npm ci --ignore-scripts` in "
                                + modules.getParent());
            }
            System.setProperty("playwright.cli.dir", modules.toString());
            var playwright =
                    Playwright.create(
                            new Playwright.CreateOptions()
                                    .setEnv(
                                            Map.of(
                                                    "PLAYWRIGHT_NODEJS_PATH",
                                                    program("node"),
                                                    "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD",
                                                    "1")));
            var browser =
                    playwright
                            .chromium()
                            .launch(
                                    new BrowserType.LaunchOptions()
                                            .setExecutablePath(Path.of(program("chromium")))
                                            .setArgs(
                                                    List.of(
                                                            "--no-sandbox",
                                                            "--disable-gpu",
                                                            "--disable-background-networking",
                                                            "--disable-component-update",
                                                            "--disable-sync")));
            return new Running(playwright, browser);
        }

        private static String program(String name) {
            return Stream.of("/usr/bin/", "/usr/local/bin/", "/snap/bin/")
                    .map(place -> place + name)
                    .filter(path -> Files.isExecutable(Path.of(path)))
                    .findFirst()
                    .orElseThrow(() ->
                            new AssertionError(name + " is not installed: run `./check browser`"));
        }

        @Override
        public void close() {
            browser.close();
            playwright.close();
        }
    }

    /// Opens windows.
    record Windows(Browser browser) {
        Window open() {
            return open(new Browser.NewContextOptions());
        }

        Window open(Browser.NewContextOptions options) {
            return new Window(browser.newContext(options));
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Windows.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        var running =
                context.getStore(
                                ExtensionContext.StoreScope.LAUNCHER_SESSION,
                                ExtensionContext.Namespace.create(Chromium.class))
                        .computeIfAbsent(Running.class, _ -> Running.start(), Running.class);
        return new Windows(running.browser());
    }
}
