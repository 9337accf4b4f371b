package dev.microauth.audit;

import dev.microauth.audit.AuditStore.ChainHead;
import dev.microauth.audit.AuditStore.Chained;
import dev.microauth.audit.Verdict.Broken;
import dev.microauth.audit.Verdict.Whole;
import dev.microauth.db.Database;
import dev.microauth.secret.Digest;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/// Goes along one chain from its anchor to its head, page by page. A purge may move the anchor meanwhile; each
/// page is read together with the anchor that holds for it.
final class ChainWalk {
    private static final int PAGE = 1000;

    private final Database database;
    private final AuditChain keys;
    private final ChainHead head;
    private final LongConsumer progress;
    private long expected = 1;
    private byte[] last = AuditChain.START;
    private long seen;

    ChainWalk(Database database, AuditChain keys, ChainHead head, LongConsumer progress) {
        this.database = database;
        this.keys = keys;
        this.head = head;
        this.progress = progress;
    }

    /// What holds at one moment: the anchor, whether anything stands before it, and the events that come next.
    private record View(Optional<Anchor> anchor, boolean older, List<Chained> events) {}

    Verdict walk() {
        // The newest event always stays, so that no anchor is ever at the head.
        if (head.anchored() > 0 && head.anchored() >= head.sequence()) {
            return broken(head.sequence(), "the head lies before the anchor");
        }
        do {
            View view = view();
            Optional<Broken> wrong = start(view).or(() -> follow(view.events()));
            if (wrong.isPresent()) {
                return wrong.get();
            }
            progress.accept(seen);
        } while (expected <= head.sequence());
        if (head.newest() > head.sequence()) {
            return broken(head.newest(), "there are events behind the head");
        }
        if (expected == head.sequence() + 1
                && !Digest.same(keys.headMac(head.chain(), head.sequence(), last), head.mac())) {
            return broken(head.sequence(), "the head does not belong to the events");
        }
        return new Whole(seen);
    }

    private View view() {
        return database.read(tx -> {
            Optional<Anchor> anchor = Anchor.find(tx, head.chain());
            boolean older =
                    anchor.isPresent()
                            && AuditStore.reachesBackTo(tx, head.chain(), anchor.get().sequence());
            long from = Math.max(expected, anchor.map(Anchor::sequence).orElse(0L) + 1);
            return new View(anchor, older, AuditStore.page(tx, head.chain(), from, PAGE));
        });
    }

    private Optional<Broken> start(View view) {
        if (view.anchor().isEmpty()) {
            return Optional.empty();
        }
        Anchor anchor = view.anchor().get();
        if (!keys.isGenuine(anchor)) {
            return wrong(anchor.sequence(), "the anchor was made up or changed");
        }
        if (view.older()) {
            return wrong(anchor.sequence(), "there are events before the anchor");
        }
        if (anchor.sequence() >= expected) {
            expected = anchor.sequence() + 1;
            last = anchor.mac();
        }
        return Optional.empty();
    }

    private Optional<Broken> follow(List<Chained> events) {
        if (events.isEmpty() && expected <= head.sequence()) {
            return wrong(expected, "events are missing at the end");
        }
        for (Chained each : events) {
            if (expected > head.sequence()) {
                break;
            }
            if (each.event().sequence() != expected) {
                return wrong(expected, "an event is missing");
            }
            if (!Digest.same(keys.mac(each.event(), last), each.mac())) {
                return wrong(expected, "an event was changed, moved or made up");
            }
            last = each.mac();
            expected++;
            seen++;
        }
        return Optional.empty();
    }

    private Optional<Broken> wrong(long sequence, String what) {
        return Optional.of(broken(sequence, what));
    }

    private Broken broken(long sequence, String what) {
        return new Broken(head.chain(), sequence, what);
    }
}
