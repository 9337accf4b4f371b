package dev.microauth.api.client;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A change of some members of an object (RFC 7396); what it does not name stays.
public final class Patch {
    private final Map<String, Object> members;
    private final Optional<String> tag;

    private Patch(Map<String, Object> members, Optional<String> tag) {
        this.members = Collections.unmodifiableMap(members);
        this.tag = tag;
    }

    /// A change of nothing yet.
    public static Patch none() {
        return new Patch(Map.of(), Optional.empty());
    }

    /// Also sets a member, by its name on the wire: a text, number, truth, list or map.
    public Patch with(String member, Object value) {
        var more = new LinkedHashMap<>(members);
        more.put(member, value);
        return new Patch(more, tag);
    }

    /// Also sets a list of texts.
    public Patch with(String member, List<String> values) {
        return with(member, (Object) new ArrayList<>(values));
    }

    /// Also empties a member: it takes its default, or none.
    public Patch without(String member) {
        return with(member, Optional.empty());
    }

    /// The same, refused with 412 unless the object is still in the state of that tag.
    public Patch onlyIf(String state) {
        return new Patch(members, Optional.of(state));
    }

    /// The members, an empty Optional standing for `null`.
    public Map<String, Object> members() {
        return members;
    }

    Optional<String> tag() {
        return tag;
    }

    public boolean isEmpty() {
        return members.isEmpty();
    }
}
