package dev.microauth.page;

import dev.microauth.problem.AuthException.Invalid;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;

/// Which page of a list is wanted.
///
/// @param limit at most how many, 1 to 500
/// @param after where the page before it ended: its [Page#next()], in the same order
/// @param q what names have to contain, in any letter case
/// @param sort a name that the list knows, with `-` before it for the other direction
public record PageRequest(
        int limit, Optional<String> after, Optional<String> q, Optional<String> sort) {
    public static final int DEFAULT_LIMIT = 50;
    public static final int MAX_LIMIT = 500;
    private static final int LONGEST = 200;

    /// Throws [Invalid] naming what is out of bounds. `q` goes to NFKC and lower case, as the
    /// texts do that it is looked for in; `ß` stays, since display names keep it.
    public PageRequest {
        Invalid.unless(limit >= 1 && limit <= MAX_LIMIT, "limit", "is a number from 1 to 500");
        q = q.map(PageRequest::fold).filter(text -> !text.isEmpty());
        Invalid.unless(
                q.filter(text -> text.length() > LONGEST || text.indexOf('\0') >= 0).isEmpty(),
                "q",
                "has at most 200 characters, none of them U+0000");
    }

    /// The first page, in the order that the list has by itself.
    public static PageRequest first() {
        return new PageRequest(DEFAULT_LIMIT, Optional.empty(), Optional.empty(), Optional.empty());
    }

    public PageRequest limit(int most) {
        return new PageRequest(most, after, q, sort);
    }

    public PageRequest after(String cursor) {
        return new PageRequest(limit, Optional.of(cursor), q, sort);
    }

    public PageRequest containing(String text) {
        return new PageRequest(limit, after, Optional.of(text), sort);
    }

    public PageRequest sortedBy(String order) {
        return new PageRequest(limit, after, q, Optional.of(order));
    }

    private static String fold(String typed) {
        String once = Normalizer.normalize(typed, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        return Normalizer.normalize(once, Normalizer.Form.NFKC).strip();
    }
}
