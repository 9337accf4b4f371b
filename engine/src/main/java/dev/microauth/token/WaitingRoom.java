package dev.microauth.token;

import dev.microauth.subject.ClientId;
import java.util.HashMap;
import java.util.Map;

/// How many wait for news at a server, in all and of each client: who waits keeps a connection, and in many servers a
/// thread, and the others need some too. Safe for all threads.
///
/// ```java
/// var room = new WaitingRoom(16, 4);
/// String news = engine.revocations().tell(query, room);
/// ```
public final class WaitingRoom {
    private final int seats;
    private final int seatsEach;
    private final Map<ClientId, Integer> waiting = new HashMap<>();
    private int all;

    /// @param seats of all clients together; with 0 nobody waits
    /// @param seatsEach of one client
    /// @throws IllegalArgumentException when a number is negative
    public WaitingRoom(int seats, int seatsEach) {
        if (seats < 0 || seatsEach < 0) {
            throw new IllegalArgumentException(
                    "fewer than none cannot wait: " + seats + ", " + seatsEach + " of each client");
        }
        this.seats = seats;
        this.seatsEach = seatsEach;
    }

    /// For a server of our own, which has a thread for everybody.
    public static WaitingRoom large() {
        return new WaitingRoom(256, 32);
    }

    /// False when there is no seat; else the seat is to be left.
    synchronized boolean enter(ClientId asker) {
        int of = waiting.getOrDefault(asker, 0);
        if (all >= seats || of >= seatsEach) {
            return false;
        }
        waiting.put(asker, of + 1);
        all++;
        return true;
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
