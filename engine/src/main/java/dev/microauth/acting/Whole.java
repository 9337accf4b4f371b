package dev.microauth.acting;

import dev.microauth.page.Page;
import dev.microauth.page.PageRequest;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// A list as a whole: page after page, each read when it is reached.
final class Whole {
    private Whole() {}

    static <T> Stream<T> of(Function<PageRequest, Page<T>> list) {
        var first = PageRequest.first().limit(PageRequest.MAX_LIMIT);
        return Stream.iterate(
                        Optional.of(list.apply(first)),
                        Optional::isPresent,
                        page ->
                                page.flatMap(Page::next)
                                        .map(next -> list.apply(first.after(next))))
                .flatMap(page -> page.orElseThrow().items().stream());
    }
}
