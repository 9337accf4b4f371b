package dev.microauth.token;

import dev.microauth.subject.ClientId;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// How many wait for news at a server, in all and of each client: who waits keeps a connection, and in many servers a
/// thread, and the others need some too. It closes before its server does, which would stay open for those who wait.
/// Safe for all threads.
///
/// ```java
/// var room = new WaitingRoom(16, 4);
/// String news = engine.revocations().tell(query, room);
/// ```
public final class WaitingRoom implements AutoCloseable {
    private final int seats;
    private final int seatsEach;
    private final Map<ClientId, Integer> waiting = new HashMap<>();
    private int all;
    private CountDownLatch closing = new CountDownLatch(1);

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

    /// Sends everybody home who waits. Nobody waits from now on, unless it is opened again.
    @Override
    public synchronized void close() {
        closing.countDown();
    }

    /// Lets people wait again where it was closed; else it does nothing.
    public synchronized void open() {
        if (isClosed()) {
            closing = new CountDownLatch(1);
        }
    }

    private boolean isClosed() {
        return closing.getCount() == 0;
    }

    /// False when there is no seat; else the seat is to be left.
    synchronized boolean enter(ClientId asker) {
        int of = waiting.getOrDefault(asker, 0);
        if (isClosed() || all >= seats || of >= seatsEach) {
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

    /// Keeps a seat for a while. False when there is no more waiting.
    boolean stay(long nanos) {
        try {
            return nanos > 0 && !closing().await(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private synchronized CountDownLatch closing() {
        return closing;
    }
}
