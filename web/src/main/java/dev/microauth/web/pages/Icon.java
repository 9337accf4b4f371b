package dev.microauth.web.pages;

/// Pictures that are drawn in a page. They say nothing that the words beside them do not.
public enum Icon {
    PASSKEY(
            "M10 3.5a3.75 3.75 0 1 1 0 7.5a3.75 3.75 0 0 1 0-7.5",
            "M3 20c0-3.4 3-5.6 7-5.6c1.1 0 2.1.2 3 .5",
            "M18.5 12.5a2.5 2.5 0 1 1 0 5a2.5 2.5 0 0 1 0-5M18.5 17.5v4.5M18.5 20h2");

    /// One a line.
    private final String strokes;

    Icon(String... strokes) {
        this.strokes = String.join("\n", strokes);
    }

    Tag tag() {
        Tag picture =
                Tag.of("svg")
                        .with("viewbox", "0 0 24 24")
                        .with("aria-hidden", "true")
                        .with("focusable", "false");
        strokes.lines().forEach(stroke -> picture.add(Tag.of("path").with("d", stroke)));
        return picture;
    }
}
