package dev.microauth.web.pages;

import dev.microauth.web.http.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/// The frame around every page: one column, one style sheet, no script, and headers that allow nothing else.
final class Page {
    private static final String STYLE = style();
    // The style sheet stands in the page and is allowed by its hash: there is no second request,
    // and nothing to cache.
    private static final String POLICY =
            "default-src 'none'; style-src 'sha256-"
                    + sha256(STYLE)
                    + "'; form-action 'self'; base-uri 'none'; frame-ancestors 'none';"
                    + " require-trusted-types-for 'script'";

    private Page() {}

    static Response of(int status, String title, Tag... content) {
        var page = new StringBuilder(4096);
        page.append("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>")
                .append(Tag.escaped(title))
                .append(" · microauth</title>")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
                .append("<meta name=\"color-scheme\" content=\"light dark\">")
                .append("<meta name=\"robots\" content=\"noindex\"><style>")
                .append(STYLE)
                .append("</style></head><body>");
        Tag.of("main", Tag.of("p", "microauth").with("class", "brand"), Tag.of("h1", title))
                .add(content)
                .writeTo(page);
        page.append("</body></html>\n");
        // Security: H1.
        return Response.html(status, page.toString())
                .noStore()
                .with("content-security-policy", POLICY)
                .with("referrer-policy", "no-referrer")
                .with("cross-origin-opener-policy", "same-origin")
                .with("cross-origin-resource-policy", "same-origin")
                .with(
                        "permissions-policy",
                        "camera=(), geolocation=(), microphone=(), payment=(), usb=()");
    }

    private static String style() {
        try (InputStream in = Page.class.getResourceAsStream("page.css")) {
            if (in == null) {
                throw new IllegalStateException("page.css is missing from the program");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha256(String text) {
        try {
            return Base64.getEncoder()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
