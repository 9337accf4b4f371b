package dev.microauth.user;

import dev.microauth.json.Json;
import dev.microauth.json.Limits;
import dev.microauth.json.MalformedJson;
import dev.microauth.problem.AuthException.Invalid;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/// What else is known of a person: a JSON object of at most 16 KiB, with at most 50 members, nested 4 deep at most, and
/// without `null`.
///
/// @param json the object as text
public record Attributes(String json) {
    public static final Attributes NONE = new Attributes("{}");

    private static final int BYTES = 16 * 1024;
    private static final int MEMBERS = 50;
    private static final int DEPTH = 4;

    /// Throws [Invalid] naming `attributes` and the limit that it breaks.
    public Attributes {
        Invalid.unless(
                json.getBytes(StandardCharsets.UTF_8).length <= BYTES,
                "attributes",
                "have more than 16 KiB as JSON");
        Invalid.unless(
                read(json).size() <= MEMBERS,
                "attributes",
                "have more than " + MEMBERS + " members");
    }

    /// From members as a JSON reader gives them: texts, numbers, flags, lists and maps.
    public static Attributes of(Map<String, ?> members) {
        return new Attributes(Json.text(members));
    }

    public Map<String, Object> members() {
        return read(json);
    }

    /// The names of the members that are not alike in both.
    SortedSet<String> differing(Attributes other) {
        Map<String, Object> here = members();
        Map<String, Object> there = other.members();
        var names = new TreeSet<>(here.keySet());
        names.addAll(there.keySet());
        names.removeIf(name ->
                here.containsKey(name)
                        && there.containsKey(name)
                        && here.get(name).equals(there.get(name)));
        return names;
    }

    private static Map<String, Object> read(String json) {
        try {
            return Json.object(json, new Limits(DEPTH, false));
        } catch (MalformedJson e) {
            throw new Invalid("attributes", "cannot be kept: " + e.getMessage());
        }
    }
}
