package dev.microauth.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Holds a lock that others take before they work hard on the same machine, as long as it is open. It is the lock of
/// flock(1), which Java itself cannot take.
record Quiet(Optional<Process> holder) implements AutoCloseable {
    static Quiet nothing() {
        return new Quiet(Optional.empty());
    }

    static Quiet holding(Path lock) throws IOException {
        Process holder =
                new ProcessBuilder("flock", lock.toString(), "sh", "-c", "echo held; exec cat")
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        String line = holder.inputReader(StandardCharsets.UTF_8).readLine();
        if (!"held".equals(line)) {
            throw new IOException("cannot take the lock " + lock);
        }
        return new Quiet(Optional.of(holder));
    }

    @Override
    public void close() throws IOException {
        if (holder.isPresent()) {
            // It ends with its input.
            holder.get().outputWriter(StandardCharsets.UTF_8).close();
            try {
                holder.get().waitFor(5, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
