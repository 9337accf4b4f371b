package dev.microauth.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.Installation;
import java.util.List;

/// The audit events that came since the last look.
final class NewEvents {
    private final Installation site;
    private long seen;

    NewEvents(Installation site) {
        this.site = site;
        this.seen = site.storage().count("audit_events");
    }

    void skip(int some) {
        seen += some;
    }

    /// Each as `action outcome kind id` of its target.
    List<String> all() {
        List<String> fresh =
                site
                        .storage()
                        .rows(
                                "select action, outcome, target_kind, target_id from audit_events"
                                        + " where sequence > "
                                        + seen
                                        + " order by sequence")
                        .stream()
                        .map(row -> String.join(" ", row))
                        .toList();
        seen += fresh.size();
        return fresh;
    }

    void assertAre(String... expected) {
        assertThat(all()).containsExactly(expected);
    }
}
