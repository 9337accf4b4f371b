package dev.microauth.server.log;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.ReentrantLock;
import java.util.logging.Handler;
import java.util.logging.LogRecord;

/// Writes each record in one piece, so that lines of several threads never mix.
final class LineHandler extends Handler {

    private final LogFormat format;
    private final boolean traces;
    private final OutputStream stream;
    private final ReentrantLock lock = new ReentrantLock();

    LineHandler(LogFormat format, boolean traces, OutputStream stream) {
        this.format = format;
        this.traces = traces;
        this.stream = stream;
    }

    @Override
    public void publish(LogRecord record) {
        if (!isLoggable(record)) {
            return;
        }
        var bytes = Layout.of(format, Event.of(record, traces)).getBytes(StandardCharsets.UTF_8);
        lock.lock();
        try {
            stream.write(bytes);
            stream.flush();
        } catch (IOException deaf) {
            // Nobody listens to standard error any more; the daemon goes on serving.
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void flush() {
        // Every record is flushed as it is written.
    }

    @Override
    public void close() {
        // Standard error belongs to the process.
    }
}
