package dev.microauth.db;

import dev.microauth.json.Json;
import dev.microauth.json.Limits;
import dev.microauth.json.MalformedJson;
import dev.microauth.problem.AuthException.Invalid;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/// Where a page ended: the order it was in, and the compared columns of its last row. It is no secret and proves
/// nothing; whoever makes one up sees no other rows.
final class Cursor {
    static final String FOREIGN =
            "is not the next of a page in this order: begin with the first page";
    private static final int LONGEST = 4_096;

    private Cursor() {}

    static String of(Sorts.Order order, Row row) throws SQLException {
        var values = new ArrayList<Object>();
        for (SortKey each : order.keys()) {
            values.add(each.read(row));
        }
        String json = Json.text(Map.of(order.name(), values));
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    /// The arguments to compare with; throws [Invalid] for a cursor that is not of this order.
    static List<Object> arguments(Sorts.Order order, String cursor) {
        Invalid.unless(cursor.length() <= LONGEST, "after", FOREIGN);
        try {
            var read = Json.object(Base64.getUrlDecoder().decode(cursor), Limits.TOKEN);
            if (!(read.get(order.name()) instanceof List<?> values)
                    || values.size() != order.keys().size()) {
                throw new Invalid("after", FOREIGN);
            }
            var arguments = new ArrayList<Object>();
            for (int i = 0; i < values.size(); i++) {
                arguments.add(order.keys().get(i).argument(values.get(i)));
            }
            return arguments;
        } catch (IllegalArgumentException | MalformedJson e) {
            throw new Invalid("after", FOREIGN);
        }
    }
}
