package dev.microauth.db;

import com.google.errorprone.annotations.CompileTimeConstant;
import dev.microauth.page.Page;
import dev.microauth.page.PageRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// A list to be read in pages: a select, filters, a search, an order. Every fragment is a compile-time constant;
/// what comes from outside is an argument.
///
/// ```java
/// Selection.from("select * from users")
///         .counted("users")
///         .where("is_active = ?", flag)
///         .search("username like ? or email like ?")
///         .page(tx, request, SORTS, UserStore::user);
/// ```
///
/// The select names no order. Filters and orders see its columns by their names.
public final class Selection {
    /// Up to here matches are counted exactly.
    public static final long COUNTED = 10_000;

    private final String select;
    private final List<Object> selectArguments;
    private final List<String> conditions;
    private final List<Object> arguments;
    private final Optional<String> search;
    private final Optional<String> counter;

    private Selection(
            String select, List<Object> selectArguments, Parts parts, Optional<String> counter) {
        this.select = select;
        this.selectArguments = selectArguments;
        this.conditions = parts.conditions();
        this.arguments = parts.arguments();
        this.search = parts.search();
        this.counter = counter;
    }

    private record Parts(
            List<String> conditions, List<Object> arguments, Optional<String> search) {}

    /// What is listed, before filters.
    public static Selection from(@CompileTimeConstant String select, Object... arguments) {
        return new Selection(
                select,
                List.of(arguments),
                new Parts(List.of(), List.of(), Optional.empty()),
                Optional.empty());
    }

    /// The row of `counters` that holds how many there are before filters.
    public Selection counted(@CompileTimeConstant String table) {
        return new Selection(
                select,
                selectArguments,
                new Parts(conditions, arguments, search),
                Optional.of(table));
    }

    /// Only what fulfils this. An argument that is an empty Optional asks for nothing, and so does the condition.
    public Selection where(@CompileTimeConstant String condition, Object... values) {
        if (List.of(values).contains(Optional.empty())) {
            return this;
        }
        var more = new ArrayList<>(conditions);
        more.add("(" + condition + ")");
        var all = new ArrayList<>(arguments);
        Collections.addAll(all, values);
        return new Selection(select, selectArguments, new Parts(more, all, search), counter);
    }

    /// What [PageRequest#q()] looks through: `username like ? or lower(name) like ?`. Compare folded columns.
    public Selection search(@CompileTimeConstant String condition) {
        return new Selection(
                select,
                selectArguments,
                new Parts(conditions, arguments, Optional.of(condition)),
                counter);
    }

    /// Reads the page. Throws [dev.microauth.problem.AuthException.Invalid] for a sort or a cursor that is none
    /// of this list.
    public <T> Page<T> page(Tx tx, PageRequest request, Sorts sorts, Row.Mapper<T> mapper) {
        Page<T> shown = uncounted(tx, request, sorts, mapper);
        long total = total(tx, matching(request));
        return new Page<>(
                shown.items(),
                shown.next(),
                total >= 0 ? Optional.of(total) : Optional.empty(),
                total >= 0 ? Optional.empty() : Optional.of(COUNTED));
    }

    /// The same without a look at how many there are, for whoever reads on to the end or knows.
    public <T> Page<T> uncounted(Tx tx, PageRequest request, Sorts sorts, Row.Mapper<T> mapper) {
        var order = sorts.order(request);
        var wanted = matching(request);
        var sql = new StringBuilder(wanted.sql());
        var all = new ArrayList<>(wanted.arguments());
        request.after()
                .ifPresent(cursor -> {
                    var places = Collections.nCopies(order.keys().size(), "?");
                    sql.append(wanted.filtered() ? " and (" : " where (")
                            .append(order.columns(", "))
                            .append(order.descending() ? ") < (" : ") > (")
                            .append(String.join(", ", places))
                            .append(')');
                    all.addAll(Cursor.arguments(order, cursor));
                });
        String direction = order.descending() ? " desc" : " asc";
        sql.append(" order by ")
                .append(order.columns(direction + ", "))
                .append(direction)
                .append(" limit ?");
        all.add(request.limit() + 1);

        List<Placed<T>> rows =
                tx.query(
                        sql.toString(),
                        row -> new Placed<>(mapper.map(row), Cursor.of(order, row)),
                        all);
        boolean more = rows.size() > request.limit();
        var shown = more ? rows.subList(0, request.limit()) : rows;
        return new Page<>(
                shown.stream().map(Placed::item).toList(),
                more ? Optional.of(shown.getLast().cursor()) : Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /// Every match, unpaged and unsorted: how many there are, at most one more than [#COUNTED].
    private record Wanted(String sql, List<Object> arguments, boolean filtered) {}

    /// An item, and the cursor of a page that ends with it.
    private record Placed<T>(T item, String cursor) {}

    private Wanted matching(PageRequest request) {
        var all = new ArrayList<>(selectArguments);
        all.addAll(arguments);
        var filters = new ArrayList<>(conditions);
        if (request.q().isPresent() && search.isPresent()) {
            // The escape has to be said: SQLite has none by itself.
            filters.add("(" + search.get().replace("like ?", "like ? escape '!'") + ")");
            long places = search.get().chars().filter(c -> c == '?').count();
            all.addAll(Collections.nCopies((int) places, pattern(request.q().get())));
        }
        String sql = "select * from (" + select + ") listed";
        return filters.isEmpty()
                ? new Wanted(sql, all, false)
                : new Wanted(sql + " where " + String.join(" and ", filters), all, true);
    }

    /// Negative when there are more than are counted.
    private long total(Tx tx, Wanted wanted) {
        if (!wanted.filtered() && counter.isPresent()) {
            return tx.query(
                            "select n from counters where name = ?",
                            row -> row.number("n"),
                            List.of(counter.get()))
                    .getFirst();
        }
        var all = new ArrayList<>(wanted.arguments());
        all.add(COUNTED + 1);
        long counted =
                tx.query(
                                "select count(*) as n from (select 1 from ("
                                        + wanted.sql()
                                        + ") found limit ?) bounded",
                                row -> row.number("n"),
                                all)
                        .getFirst();
        return counted <= COUNTED ? counted : -1;
    }

    private static String pattern(String q) {
        return "%" + q.replace("!", "!!").replace("%", "!%").replace("_", "!_") + "%";
    }
}
