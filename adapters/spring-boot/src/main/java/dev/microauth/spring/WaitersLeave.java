package dev.microauth.spring;

import dev.microauth.token.WaitingRoom;
import org.springframework.context.SmartLifecycle;

/// Sends home whoever waits at a door, before the server lets all requests finish and waits for these too.
final class WaitersLeave implements SmartLifecycle {
    private final WaitingRoom room;
    private volatile boolean running;

    WaitersLeave(WaitingRoom room) {
        this.room = room;
    }

    @Override
    public void start() {
        room.open();
        running = true;
    }

    @Override
    public void stop() {
        room.close();
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /// A pause is no end.
    @Override
    public boolean isPauseable() {
        return false;
    }
}
