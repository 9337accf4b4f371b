package dev.microauth.db;

import dev.microauth.page.PageRequest;
import dev.microauth.problem.AuthException.Invalid;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The orders in which a list can be asked for. The first is the one it has by itself; columns that are unique
/// together decide among equals.
public final class Sorts {
    private final List<SortKey> keys;
    private final List<SortKey> unique;
    private final String byDefault;

    private Sorts(List<SortKey> keys, List<SortKey> unique, String byDefault) {
        this.keys = keys;
        this.unique = unique;
        this.byDefault = byDefault;
    }

    /// Sorts by one of these, then by `id`.
    public static Sorts by(SortKey first, SortKey... others) {
        var keys = Stream.concat(Stream.of(first), Stream.of(others)).toList();
        return new Sorts(keys, List.of(SortKey.id("id")), first.name());
    }

    /// Other columns than `id` decide among equals.
    public Sorts unique(SortKey... columns) {
        return new Sorts(keys, List.of(columns), byDefault);
    }

    /// The order that the list has by itself, such as `-time`.
    public Sorts byDefault(String order) {
        return new Sorts(keys, unique, order);
    }

    /// The names that can be asked for.
    public List<String> names() {
        return keys.stream().map(SortKey::name).toList();
    }

    /// One order: its name, the columns it compares, and the direction of all of them.
    record Order(String name, List<SortKey> keys, boolean descending) {
        String columns(String separator) {
            return keys.stream().map(SortKey::column).collect(Collectors.joining(separator));
        }
    }

    Order order(PageRequest request) {
        String wanted = request.sort().orElse(byDefault);
        boolean descending = wanted.startsWith("-");
        String name = descending ? wanted.substring(1) : wanted;
        for (SortKey each : keys) {
            if (each.name().equals(name)) {
                var columns = new ArrayList<SortKey>();
                columns.add(each);
                unique.stream()
                        .filter(other -> !other.column().equals(each.column()))
                        .forEach(columns::add);
                return new Order(wanted, List.copyOf(columns), descending);
            }
        }
        throw new Invalid(
                "sort",
                "is not known here; known are "
                        + String.join(", ", names())
                        + ", each with - before it for the other direction");
    }
}
