package dev.microauth.token;

import dev.microauth.oauth.OAuthRefusal;
import dev.microauth.subject.ClientId;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/// How many wait for news, in all and of each kind: who waits keeps a connection, and the others need some too.
final class WaitingRoom {
    static final int SEATS = 256;
    static final int SEATS_EACH = 32;
    private static final Duration LATER = Duration.ofSeconds(5);

    private final Map<ClientId, Integer> waiting = new HashMap<>();
    private int all;

    synchronized void enter(ClientId asker) {
        int of = waiting.getOrDefault(asker, 0);
        if (all >= SEATS || of >= SEATS_EACH) {
            throw OAuthRefusal.overloaded(
                    of >= SEATS_EACH
                            ? asker + " waits for revocations " + of + " times already"
                            : all + " wait for revocations already",
                    LATER);
        }
        waiting.put(asker, of + 1);
        all++;
    }

    synchronized void leave(ClientId asker) {
        int of = waiting.getOrDefault(asker, 0);
        if (of > 1) {
            waiting.put(asker, of - 1);
        } else {
            waiting.remove(asker);
        }
        all--;
    }
}
