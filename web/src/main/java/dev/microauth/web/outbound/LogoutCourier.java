package dev.microauth.web.outbound;

import dev.microauth.logout.BackChannelLogouts;
import dev.microauth.logout.LogoutDelivery;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Takes logout tokens to the clients that have to be told. Each host has a line of its own, so that one request at a
/// time goes to it, and those behind a dead one do not hold up anybody else. What is dead is an address, not the host:
/// others may answer there.
public final class LogoutCourier implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(LogoutCourier.class.getName());
    private static final int AT_ONCE = 100;
    private static final int HOSTS_AT_ONCE = 32;
    private static final long PAUSE_MILLIS = 1_000;
    private static final long LAST_ONES_SECONDS = 6;

    private final BackChannelLogouts logouts;
    private final Outbound outbound;
    private final HostLines lines = new HostLines();
    private final Semaphore hosts = new Semaphore(HOSTS_AT_ONCE);
    private final CountDownLatch closed = new CountDownLatch(1);
    private final ExecutorService carriers =
            Executors.newThreadPerTaskExecutor(
                    Thread.ofVirtual().name("microauth-logout-", 0).factory());
    private final Thread dispatcher =
            Thread.ofVirtual().name("microauth-logouts").unstarted(this::run);

    public LogoutCourier(BackChannelLogouts logouts, Outbound outbound) {
        this.logouts = logouts;
        this.outbound = outbound;
    }

    /// Carries what is due, now and from now on.
    public void start() {
        dispatcher.start();
    }

    private void run() {
        try {
            do {
                carryAll();
            } while (!closed.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void carryAll() {
        try {
            List<LogoutDelivery> taken;
            do {
                taken = logouts.take(AT_ONCE);
                taken.forEach(this::dispatch);
            } while (taken.size() == AT_ONCE && closed.getCount() > 0);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "logouts to clients: " + e.getMessage(), e);
        }
    }

    private void dispatch(LogoutDelivery delivery) {
        String host = host(delivery);
        switch (lines.add(host, delivery)) {
            case FIRST -> carriers.execute(() -> serve(host));
            case WAITING -> {}
            case NONE -> logouts.putBack(delivery);
        }
    }

    /// Carries what stands in the line of a host until nothing does.
    private void serve(String host) {
        hosts.acquireUninterruptibly();
        try {
            var dead = new HashMap<String, String>();
            for (var next = lines.next(host); next.isPresent(); next = lines.next(host)) {
                if (closed.getCount() == 0) {
                    logouts.putBack(next.get());
                } else {
                    carry(next.get(), dead);
                }
            }
        } finally {
            hosts.release();
        }
    }

    /// @param dead why an address does not answer: nobody else is sent there now
    private void carry(LogoutDelivery delivery, Map<String, String> dead) {
        String uri = delivery.uri();
        OutboundAnswer answer =
                Optional.ofNullable(dead.get(uri))
                        .<OutboundAnswer>map(OutboundAnswer.Failed::new)
                        .orElseGet(() -> outbound.post(uri, form(delivery)));
        try {
            switch (answer) {
                case OutboundAnswer.Failed(String why) -> {
                    dead.put(uri, why);
                    logouts.failed(delivery, why);
                }
                // Back-Channel §2.8: 200 says that it is done, and some frameworks say 204.
                case OutboundAnswer.Answered(int status) when status / 100 == 2 ->
                        logouts.delivered(delivery);
                case OutboundAnswer.Answered(int status) ->
                        logouts.failed(delivery, "answered " + status);
            }
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "a logout of " + delivery.clientId() + ": " + e.getMessage(), e);
        }
    }

    /// Back-Channel §2.5. A token in its compact form needs no encoding.
    private static String form(LogoutDelivery delivery) {
        return "logout_token=" + delivery.logoutToken().revealText();
    }

    private static String host(LogoutDelivery delivery) {
        return Optional.ofNullable(URI.create(delivery.uri()).getHost()).orElse("");
    }

    /// Takes nothing more, and gives what is on its way a few seconds.
    @Override
    public void close() {
        closed.countDown();
        try {
            dispatcher.join();
            carriers.shutdown();
            if (!carriers.awaitTermination(LAST_ONES_SECONDS, TimeUnit.SECONDS)) {
                carriers.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
