package dev.microauth.system;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// Clients that issue, revoke and refresh, all at once, until the daemon is gone.
final class Load implements AutoCloseable {
    private static final int REFRESHES = 6;

    private final AuthPort auth;
    private final Credentials client;
    private final Credentials house;
    private final Ledger ledger = new Ledger();
    private final AtomicInteger answers = new AtomicInteger();
    private final ExecutorService workers = Executors.newCachedThreadPool();
    private final CountDownLatch ended;

    /// @param client may use client_credentials
    /// @param house may use every grant, with no grace
    Load(AuthPort auth, Credentials client, Credentials house) {
        this.auth = auth;
        this.client = client;
        this.house = house;
        List<Work> all =
                List.of(
                        this::issue,
                        this::issue,
                        this::revoke,
                        this::revoke,
                        () -> refresh(false),
                        () -> refresh(false),
                        () -> refresh(true),
                        () -> refresh(true));
        ended = new CountDownLatch(all.size());
        all.forEach(work -> workers.execute(() -> repeat(work)));
    }

    private interface Work {
        void once() throws IOException;
    }

    private void repeat(Work work) {
        try {
            while (true) {
                work.once();
            }
        } catch (IOException _) {
            // The daemon was killed, as was meant.
        } catch (AssertionError | RuntimeException e) {
            ledger.surprises().add(String.valueOf(e));
        } finally {
            ended.countDown();
        }
    }

    private void issue() throws IOException {
        ledger.issued().add(counted(auth.clientCredentials(client), 200).text("access_token"));
    }

    private void revoke() throws IOException {
        String token = counted(auth.clientCredentials(client), 200).text("access_token");
        counted(auth.revoke(client, token), 200);
        ledger.revoked().add(token);
    }

    /// Opens a family and uses it for a while; who steals presents its first token once more.
    private void refresh(boolean steals) throws IOException {
        Answer granted = counted(auth.password(house, Household.ALICE, Household.PASSWORD), 200);
        var family = family(List.of(), granted);
        for (int i = 0; i < REFRESHES; i++) {
            Answer next;
            try {
                next = counted(auth.refresh(house, family.last()), 200);
            } catch (IOException e) {
                ledger.interrupted().add(family);
                throw e;
            }
            var used = new ArrayList<>(family.used());
            used.add(family.last());
            family = family(used, next);
        }
        if (steals) {
            counted(auth.refresh(house, family.used().getFirst()), 400);
            ledger.dead().add(family);
        } else {
            ledger.living().add(family);
        }
    }

    private static Ledger.Family family(List<String> used, Answer answer) {
        return new Ledger.Family(
                List.copyOf(used), answer.text("refresh_token"), answer.text("access_token"));
    }

    private Answer counted(Answer answer, int status) {
        answers.incrementAndGet();
        if (answer.status() != status) {
            throw new AssertionError("not " + status + ": " + answer);
        }
        return answer;
    }

    int answers() {
        return answers.get();
    }

    /// Once the daemon is gone: what it had acknowledged.
    Ledger ledger() {
        try {
            if (!ended.await(30, TimeUnit.SECONDS)) {
                throw new AssertionError("the load does not end");
            }
            return ledger;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    @Override
    public void close() {
        workers.shutdownNow();
    }
}
