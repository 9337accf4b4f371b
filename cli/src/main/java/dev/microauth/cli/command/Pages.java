package dev.microauth.cli.command;

import dev.microauth.api.Listing;
import dev.microauth.api.client.Query;
import dev.microauth.cli.line.Option;
import java.util.ArrayList;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// What every list takes, and how it is gone through.
final class Pages {
    static final Option Q = Option.value("--q", "TEXT", "Only what this text is found in.");
    static final Option SORT =
            Option.value("--sort", "MEMBER", "The order; a dash before it turns it round.");
    private static final Option LIMIT =
            Option.value("--limit", "N", "So many at most, 1 to 500. (default 50)");
    private static final Option AFTER =
            Option.value("--after", "CURSOR", "What stands behind a page, by the page's next.");
    private static final Option ALL = Option.flag("--all", "Every page, one after the other.");
    private static final int LARGEST_PAGE = 500;

    private Pages() {}

    /// These, and what every list takes.
    static Option[] with(Option... more) {
        return Stream.concat(Stream.of(more), Stream.of(LIMIT, AFTER, ALL)).toArray(Option[]::new);
    }

    /// These, for a list that is searched and sorted too.
    static Option[] searched(Option... more) {
        return with(Stream.concat(Stream.of(Q, SORT), Stream.of(more)).toArray(Option[]::new));
    }

    /// The page that was asked for, or all of them as one.
    static <V> Listing<V> of(Task task, Query filters, Function<Query, Listing<V>> list) {
        var query = filters;
        for (var option : new Option[] {Q, SORT, AFTER}) {
            var value = task.line().value(option);
            if (value.isPresent()) {
                query = query.with(option.name().substring(2), value.get());
            }
        }
        var limit = task.line().number(LIMIT, 1);
        if (limit.isPresent()) {
            query = query.with("limit", Long.toString(limit.get()));
        }
        if (!task.line().has(ALL)) {
            return list.apply(query);
        }
        return all(limit.isPresent() ? query : query.limit(LARGEST_PAGE), list);
    }

    private static <V> Listing<V> all(Query query, Function<Query, Listing<V>> list) {
        var items = new ArrayList<V>();
        var page = list.apply(query);
        items.addAll(page.items());
        while (page.next().isPresent() && !page.items().isEmpty()) {
            page = list.apply(query.after(page.next().get()));
            items.addAll(page.items());
        }
        return new Listing<>(items, Optional.empty(), page.total(), page.totalAtLeast());
    }
}
