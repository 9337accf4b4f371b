package dev.microauth.web.wire;

import dev.microauth.api.Listing;
import dev.microauth.api.WireProblem;
import dev.microauth.page.Page;
import dev.microauth.page.PageRequest;
import dev.microauth.web.http.Request;
import dev.microauth.web.http.Response;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// A list on the auth port: which page of it is wanted, and how it is answered.
public final class PageQuery {
    private static final List<String> KNOWN = List.of("limit", "after", "q", "sort");

    private PageQuery() {}

    /// The page that the address asks for. Throws [WireProblem] naming what is unknown or wrong.
    public static PageRequest of(Request request) {
        var query = request.query().refuseDuplicates();
        for (String name : query.names()) {
            if (!KNOWN.contains(name)) {
                throw new WireProblem(
                        Map.of(name, "is not known here; known are " + String.join(", ", KNOWN)));
            }
        }
        return new PageRequest(
                query.find("limit").map(PageQuery::limit).orElse(PageRequest.DEFAULT_LIMIT),
                query.find("after"),
                query.find("q"),
                query.find("sort"));
    }

    /// 200 with the page.
    public static <T> Response answer(Page<T> page, Function<? super T, ? extends Record> view) {
        var listing =
                new Listing<>(
                        page.items().stream().<Record>map(view).toList(),
                        page.next(),
                        page.total(),
                        page.totalAtLeast());
        return RecordAnswer.ok(listing);
    }

    private static int limit(String text) {
        return Optional.of(text)
                .filter(digits -> digits.matches("[0-9]{1,9}"))
                .map(Integer::parseInt)
                .orElseThrow(() -> new WireProblem(Map.of("limit", "is a number from 1 to 500")));
    }
}
