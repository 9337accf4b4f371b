package dev.microauth.web.admin;

import dev.microauth.page.Page;
import dev.microauth.page.PageRequest;
import dev.microauth.problem.AuthException.Invalid;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Pages of a list that is short and held in memory anyway.
final class WholeList {
    private WholeList() {}

    /// `key` names an item in the cursor.
    static <T> Page<T> page(List<T> all, PageRequest request, Function<T, String> key) {
        int from = request.after().map(after -> behind(all, after, key)).orElse(0);
        int to = Math.min(from + request.limit(), all.size());
        return new Page<>(
                all.subList(from, to),
                to < all.size() ? Optional.of(key.apply(all.get(to - 1))) : Optional.empty(),
                Optional.of((long) all.size()),
                Optional.empty());
    }

    private static <T> int behind(List<T> all, String after, Function<T, String> key) {
        for (int i = 0; i < all.size(); i++) {
            if (key.apply(all.get(i)).equals(after)) {
                return i + 1;
            }
        }
        throw new Invalid("after", "is not the next of a page of this list");
    }
}
