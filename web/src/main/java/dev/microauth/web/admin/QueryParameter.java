package dev.microauth.web.admin;

import dev.microauth.api.Shape;
import dev.microauth.api.WireFormat;

/// A parameter that an operation knows.
///
/// @param shape a text, a flag, a UUID, a moment or a whole number
record QueryParameter(String name, Shape shape) {
    static final QueryParameter LIMIT = new QueryParameter("limit", new Shape.Whole(1, 500));
    static final QueryParameter AFTER = text("after");

    static QueryParameter text(String name) {
        return new QueryParameter(name, new Shape.Text());
    }

    /// What was sent, as the value of the shape; throws [dev.microauth.api.WireProblem] naming the parameter.
    Object read(WireFormat format, String sent) {
        return format.readValue(name, shape, form(sent));
    }

    /// In an address everything is text; a flag and a number are taken out of it where they are one.
    private Object form(String sent) {
        return switch (shape) {
            case Shape.Flag() when sent.equals("true") || sent.equals("false") ->
                    Boolean.valueOf(sent);
            case Shape.Whole whole when sent.matches("-?[0-9]{1,15}") -> Long.valueOf(sent);
            default -> sent;
        };
    }

    public String description() {
        return switch (name) {
            case "limit" -> "At most how many; 50 when it is not given.";
            case "after" -> "The `next` of the page before.";
            case "q" -> "What names have to contain, in any letter case.";
            case "sort" -> "The member to sort by; with `-` before it, the other way round.";
            default -> "Only those with this `" + name + "`.";
        };
    }
}
