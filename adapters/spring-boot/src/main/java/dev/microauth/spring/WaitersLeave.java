package dev.microauth.spring;

import dev.microauth.token.Revocations;
import org.springframework.context.SmartLifecycle;

/// Sends home whoever waits at a door, before the server lets all requests finish and waits for these too. Where the
/// application is started again, nobody waits any more, but asks again and again.
final class WaitersLeave implements SmartLifecycle {
    private final Revocations revocations;
    private volatile boolean running;

    WaitersLeave(Revocations revocations) {
        this.revocations = revocations;
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        revocations.close();
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
