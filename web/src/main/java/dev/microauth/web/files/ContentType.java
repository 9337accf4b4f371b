package dev.microauth.web.files;

import java.util.Locale;
import java.util.Map;

/// What the name of a file says of its content.
final class ContentType {
    private static final String UNKNOWN = "application/octet-stream";

    private static final Map<String, String> BY_ENDING =
            Map.ofEntries(
                    Map.entry("avif", "image/avif"),
                    Map.entry("css", "text/css; charset=utf-8"),
                    Map.entry("gif", "image/gif"),
                    Map.entry("htm", "text/html; charset=utf-8"),
                    Map.entry("html", "text/html; charset=utf-8"),
                    Map.entry("ico", "image/x-icon"),
                    Map.entry("jpeg", "image/jpeg"),
                    Map.entry("jpg", "image/jpeg"),
                    Map.entry("js", "text/javascript; charset=utf-8"),
                    Map.entry("json", "application/json"),
                    Map.entry("map", "application/json"),
                    Map.entry("mjs", "text/javascript; charset=utf-8"),
                    Map.entry("pdf", "application/pdf"),
                    Map.entry("png", "image/png"),
                    Map.entry("svg", "image/svg+xml"),
                    Map.entry("txt", "text/plain; charset=utf-8"),
                    Map.entry("wasm", "application/wasm"),
                    Map.entry("webmanifest", "application/manifest+json"),
                    Map.entry("webp", "image/webp"),
                    Map.entry("woff2", "font/woff2"),
                    Map.entry("xml", "application/xml"));

    private ContentType() {}

    /// Bytes that nobody interprets, where the name says nothing.
    static String of(String fileName) {
        String ending = fileName.substring(fileName.lastIndexOf('.') + 1);
        return BY_ENDING.getOrDefault(ending.toLowerCase(Locale.ROOT), UNKNOWN);
    }

    static boolean isPage(String type) {
        return type.startsWith("text/html");
    }
}
