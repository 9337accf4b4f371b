package dev.microauth.cli.store;

import dev.microauth.cli.terminal.CommandFailure;
import dev.microauth.cli.terminal.ExitCode;
import dev.microauth.cli.terminal.Terminal;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// The tokens of each server that this user is signed in to, in `tokens.json`.
///
/// A refresh token can be used once. Whoever spends one holds the lock from reading it until its successor is kept, so
/// that two calls of mad at the same time do not spend the same.
public final class TokenStore {
    private static final String FILE = "tokens.json";
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(90);
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(20);

    private final UserDirectory directory;

    public TokenStore(UserDirectory directory) {
        this.directory = directory;
    }

    /// The tokens for a server, by its address.
    public Optional<StoredTokens> find(String adminUrl, Terminal terminal) {
        UserDirectory.warnOfReaders(directory.file(FILE), terminal);
        return find(adminUrl);
    }

    /// The tokens for a server as they are now.
    public Optional<StoredTokens> find(String adminUrl) {
        return Optional.<Object>ofNullable(directory.read(FILE).get(adminUrl))
                .flatMap(StoredTokens::of);
    }

    /// Keeps tokens for a server. Call it inside [#exclusively(Supplier)].
    public void put(String adminUrl, StoredTokens tokens) {
        var all = new LinkedHashMap<String, Object>(directory.read(FILE));
        all.put(adminUrl, tokens.tree());
        directory.write(FILE, all);
    }

    /// Forgets the tokens for a server, and tells whether there were any.
    public boolean remove(String adminUrl) {
        return exclusively(() -> {
            Map<String, Object> all = new LinkedHashMap<>(directory.read(FILE));
            boolean there = all.remove(adminUrl) != null;
            if (there) {
                directory.write(FILE, all);
            }
            return there;
        });
    }

    /// Does something while no other mad of this user changes the tokens.
    public <T> T exclusively(Supplier<T> work) {
        var file = directory.made().resolve("tokens.lock");
        try (var channel =
                        FileChannel.open(file, options(), UserDirectory.mode(file, "rw-------"));
                var _ = lock(channel)) {
            return work.get();
        } catch (IOException e) {
            throw UserDirectory.unusable(file, "cannot be locked");
        }
    }

    private static Set<StandardOpenOption> options() {
        return Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    private static FileLock lock(FileChannel channel) throws IOException {
        long end = System.nanoTime() + LONGEST_WAIT.toNanos();
        do {
            var lock = attempt(channel);
            if (lock.isPresent()) {
                return lock.get();
            }
            try {
                Thread.sleep(BETWEEN_ATTEMPTS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
        } while (System.nanoTime() < end);
        throw new CommandFailure(
                ExitCode.FAILED,
                "another mad has been renewing the sign-in for too long",
                "Wait for it or end it, then try again.");
    }

    private static Optional<FileLock> attempt(FileChannel channel) throws IOException {
        try {
            return Optional.ofNullable(channel.tryLock());
        } catch (OverlappingFileLockException heldInThisProcess) {
            return Optional.empty();
        }
    }
}
