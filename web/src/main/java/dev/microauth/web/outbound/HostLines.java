package dev.microauth.web.outbound;

import dev.microauth.logout.LogoutDelivery;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;

/// Deliveries that wait, in one line for each host. A line that is there is being served.
final class HostLines {
    private static final int LONGEST = 100;

    private final Map<String, Queue<LogoutDelivery>> lines = new HashMap<>();

    /// What became of one that was to wait.
    enum Place {
        /// It is the first of a new line, which somebody has to serve.
        FIRST,
        WAITING,
        /// The line is too long.
        NONE
    }

    synchronized Place add(String host, LogoutDelivery delivery) {
        boolean fresh = !lines.containsKey(host);
        Queue<LogoutDelivery> line = lines.computeIfAbsent(host, _ -> new ArrayDeque<>());
        if (line.size() >= LONGEST) {
            return Place.NONE;
        }
        line.add(delivery);
        return fresh ? Place.FIRST : Place.WAITING;
    }

    /// The next one of a host; where there is none, its line is gone.
    synchronized Optional<LogoutDelivery> next(String host) {
        Optional<LogoutDelivery> next = Optional.ofNullable(lines.get(host)).map(Queue::poll);
        if (next.isEmpty()) {
            lines.remove(host);
        }
        return next;
    }
}
