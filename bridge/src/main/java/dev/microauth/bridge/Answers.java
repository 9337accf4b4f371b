package dev.microauth.bridge;

import dev.microauth.bridge.BridgeResult.Answered;
import dev.microauth.bridge.BridgeResult.Change;
import dev.microauth.bridge.BridgeResult.Header;
import java.util.ArrayList;
import java.util.List;

/// The few pages of the bridge, and its other answers.
final class Answers {
    private static final Header NO_STORE = new Header("Cache-Control", "no-store");

    private Answers() {}

    /// Goes on with GET, whatever was before (RFC 9700 §4.12).
    static Answered seeOther(String place, List<Header> cookies, Change change) {
        return answer(303, List.of(new Header("Location", place)), cookies, "", change);
    }

    /// Its form may lead to what the page names, besides this application.
    static Answered page(int status, Page page, List<Header> cookies, Change change) {
        String targets = page.formTarget().isEmpty() ? "" : " " + page.formTarget();
        return answer(
                status,
                List.of(
                        new Header("Content-Type", "text/html; charset=utf-8"),
                        new Header(
                                "Content-Security-Policy",
                                "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none';"
                                        + " frame-ancestors 'none'; form-action 'self'"
                                        + targets),
                        new Header("X-Frame-Options", "DENY")),
                cookies,
                page.html(),
                change);
    }

    static Answered json(int status, String json, List<Header> more, Change change) {
        var headers = new ArrayList<>(more);
        headers.add(new Header("Content-Type", "application/json"));
        return answer(status, headers, List.of(), json, change);
    }

    static Answered empty(int status, Header... more) {
        return answer(status, List.of(more), List.of(), "", Change.NONE);
    }

    private static Answered answer(
            int status, List<Header> own, List<Header> cookies, String body, Change change) {
        var headers = new ArrayList<Header>();
        headers.add(NO_STORE);
        headers.add(new Header("Referrer-Policy", "no-referrer"));
        headers.add(new Header("X-Content-Type-Options", "nosniff"));
        headers.addAll(own);
        headers.addAll(cookies);
        return new Answered(status, headers, body, change);
    }

    /// A page of one sentence and one way on.
    ///
    /// @param formTarget an origin to which its form leads in the end; empty for none
    record Page(String title, String text, String way, String formTarget) {
        static Page linking(String title, String text, String address, String label) {
            return new Page(
                    title,
                    text,
                    "<p><a href=\"" + escaped(address) + "\">" + escaped(label) + "</a></p>",
                    "");
        }

        static Page asking(
                String title, String text, String address, String label, String formTarget) {
            return new Page(
                    title,
                    text,
                    "<form method=\"post\" action=\""
                            + escaped(address)
                            + "\"><button>"
                            + escaped(label)
                            + "</button></form>",
                    formTarget);
        }

        String html() {
            return """
            <!doctype html>
            <html lang="en">
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>%1$s</title>
            <style>:root { color-scheme: light dark } body { font: 1.1rem system-ui; margin: 15vh auto; max-width: 30rem; padding: 0 1rem }</style>
            <main>
            <h1>%1$s</h1>
            <p>%2$s</p>
            %3$s
            </main>
            </html>
            """
                    .formatted(escaped(title), escaped(text), way);
        }

        private static String escaped(String text) {
            return text.replace("&", "&amp;")
                    .replace("<", "&lt;")
                    .replace(">", "&gt;")
                    .replace("\"", "&quot;")
                    .replace("'", "&#39;");
        }
    }
}
