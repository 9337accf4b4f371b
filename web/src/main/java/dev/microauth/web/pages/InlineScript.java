package dev.microauth.web.pages;

/// The scripts that may stand in a page, each allowed by its hash.
public enum InlineScript {
    /// Sends the only form of a page.
    SUBMIT("document.forms[0].submit()");

    private final String text;

    InlineScript(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }
}
