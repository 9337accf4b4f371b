package dev.microauth.text;

/// A page of help as it grows: eighty columns, headings, rows of two columns, paragraphs.
public final class HelpText {
    private static final int WIDTH = 80;

    private final StringBuilder page = new StringBuilder();

    /// Text that is wrapped already.
    public void line(String text) {
        page.append(text).append('\n');
    }

    public void heading(String text) {
        if (!page.isEmpty()) {
            line("");
        }
        line(text + ":");
    }

    /// What is explained, and its explanation from `column` on; below it, where the left side is too long.
    public void row(String left, String right, int column) {
        page.append("  ").append(left);
        if (left.length() + 4 > column) {
            page.append('\n').append(" ".repeat(column));
        } else {
            page.append(" ".repeat(column - left.length() - 2));
        }
        words(right, column, column);
    }

    public void wrapped(String text, int indent) {
        wrapped(text, indent, indent);
    }

    /// A paragraph whose first line begins elsewhere than the others.
    public void wrapped(String text, int first, int indent) {
        page.append(" ".repeat(first));
        words(text, first, indent);
    }

    private void words(String text, int start, int indent) {
        int at = start;
        boolean first = true;
        for (var word : text.split(" ", -1)) {
            if (!first && at + 1 + word.length() > WIDTH) {
                page.append('\n').append(" ".repeat(indent));
                at = indent;
            } else if (!first) {
                page.append(' ');
                at++;
            }
            page.append(word);
            at += word.length();
            first = false;
        }
        page.append('\n');
    }

    @Override
    public String toString() {
        return page.toString();
    }
}
