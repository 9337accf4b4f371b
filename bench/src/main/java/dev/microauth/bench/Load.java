package dev.microauth.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A few platform threads, each with one connection and one request under way. They run through a lead-in and a measured
/// window without a pause between, so that the window holds neither start nor end.
final class Load {
    private static final long MOST_REQUESTS = 20_000_000;

    private final Stock stock;
    private final Requests requests;
    private final int workers;
    private volatile boolean counting;
    private volatile boolean ended;

    Load(Stock stock, Requests requests, int workers) {
        this.stock = stock;
        this.requests = requests;
        this.workers = workers;
    }

    /// What the workers saw in the window, and what it cost.
    record Seen(Latencies latencies, long errors, Usage usage) {}

    Seen run(Scenario scenario, Duration leadIn, Duration window, Packaged daemon)
            throws IOException, InterruptedException {
        counting = false;
        ended = false;
        var all = new ArrayList<Worker>();
        try {
            for (int i = 0; i < workers; i++) {
                all.add(new Worker(scenario));
            }
            all.forEach(Thread::start);
            Thread.sleep(leadIn);
            Usage before = Usage.of(daemon.pid());
            counting = true;
            Thread.sleep(window);
            counting = false;
            Usage usage = Usage.of(daemon.pid()).since(before);
            return seen(all, usage);
        } finally {
            ended = true;
            for (Worker worker : all) {
                worker.join();
                worker.connection.close();
            }
        }
    }

    /// Something that is done while the workers are busy.
    interface Beside {
        void run() throws IOException;
    }

    /// Keeps the workers busy for as long as something else takes.
    void during(Scenario scenario, Beside other) throws IOException, InterruptedException {
        counting = false;
        ended = false;
        var all = new ArrayList<Worker>();
        try {
            for (int i = 0; i < workers; i++) {
                all.add(new Worker(scenario));
            }
            all.forEach(Thread::start);
            other.run();
        } finally {
            ended = true;
            for (Worker worker : all) {
                worker.join();
                worker.connection.close();
            }
        }
    }

    private static Seen seen(List<Worker> all, Usage usage) throws IOException {
        var latencies = new Latencies();
        long errors = 0;
        for (Worker worker : all) {
            if (worker.broken.isPresent()) {
                throw worker.broken.get();
            }
            latencies.add(worker.latencies);
            errors += worker.errors;
        }
        return new Seen(latencies, errors, usage);
    }

    private final class Worker extends Thread {
        private final KeepAlive connection;
        private final Talk talk;
        private final Latencies latencies = new Latencies();
        private volatile Optional<IOException> broken = Optional.empty();
        private long errors;

        Worker(Scenario scenario) throws IOException {
            this.connection = new KeepAlive(requests.port());
            this.talk = scenario.talk(stock, requests, connection);
        }

        @Override
        public void run() {
            try {
                long before = System.nanoTime();
                for (long i = 0; !ended && i < MOST_REQUESTS / workers; i++) {
                    boolean good = talk.accept(connection.exchange(talk.next()));
                    long now = System.nanoTime();
                    if (counting) {
                        latencies.add(now - before);
                        errors += good ? 0 : 1;
                    }
                    before = now;
                }
            } catch (IOException e) {
                broken = Optional.of(e);
            }
        }
    }
}
