package dev.microauth.cli.remote;

/// What the browser shows when a sign-in comes back.
enum ClosingPage {
    DONE("Back to the terminal", "mad has what it needs. You can close this page."),
    REFUSED("Nobody was signed in", "The terminal says why. You can close this page."),
    FOREIGN(
            "This belongs to another sign-in",
            "mad did not ask for this answer. Go back to the page that the terminal names."),
    NOTHING("There is nothing here", "mad waits at another address of this port.");

    /// Nothing is loaded, and nothing runs.
    static final String POLICY =
            "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    private final String title;
    private final String sentence;

    ClosingPage(String title, String sentence) {
        this.title = title;
        this.sentence = sentence;
    }

    String html() {
        return """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>%1$s</title>
        <style>body{font:1.1rem/1.5 system-ui,sans-serif;max-width:32rem;margin:4rem auto;padding:0 1rem}</style>
        </head>
        <body><main><h1>%1$s</h1><p>%2$s</p></main></body>
        </html>
        """
                .formatted(title, sentence);
    }
}
