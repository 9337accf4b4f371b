package dev.microauth.web.account;

import dev.microauth.web.pages.Texts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// What a program says that it is. It proves nothing, and helps people to know their own again.
record Device(Optional<String> program, Optional<String> system) {
    // Most say that they are others too: the first that fits is what they are.
    private static final List<Map.Entry<String, String>> PROGRAMS =
            List.of(
                    Map.entry("Edg", "Edge"),
                    Map.entry("OPR/", "Opera"),
                    Map.entry("SamsungBrowser/", "Samsung Internet"),
                    Map.entry("Vivaldi/", "Vivaldi"),
                    Map.entry("Firefox/", "Firefox"),
                    Map.entry("FxiOS/", "Firefox"),
                    Map.entry("CriOS/", "Chrome"),
                    Map.entry("Chromium/", "Chromium"),
                    Map.entry("Chrome/", "Chrome"),
                    Map.entry("Safari/", "Safari"),
                    Map.entry("curl/", "curl"),
                    Map.entry("Java-http-client/", "Java"));
    private static final List<Map.Entry<String, String>> SYSTEMS =
            List.of(
                    Map.entry("iPhone", "iPhone"),
                    Map.entry("iPad", "iPad"),
                    Map.entry("Android", "Android"),
                    Map.entry("CrOS", "ChromeOS"),
                    Map.entry("Windows", "Windows"),
                    Map.entry("Mac OS X", "macOS"),
                    Map.entry("Linux", "Linux"));

    static Device of(Optional<String> userAgent) {
        return new Device(
                userAgent.flatMap(text -> first(PROGRAMS, text::contains)),
                userAgent.flatMap(text -> first(SYSTEMS, text::contains)));
    }

    private static Optional<String> first(
            List<Map.Entry<String, String>> known, Predicate<String> fits) {
        return known.stream()
                .filter(each -> fits.test(each.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    String words(Texts texts) {
        return program.flatMap(
                        name -> system.map(where -> texts.say("account.device.on", name, where)))
                .or(() -> program)
                .or(() -> system)
                .orElseGet(() -> texts.say("account.device.unknown"));
    }
}
