package dev.microauth.testkit;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/// What is logged for a class, until this is closed; it goes nowhere else meanwhile.
public final class LogRecords implements AutoCloseable {
    private final Logger logger;
    private final List<LogRecord> all = new CopyOnWriteArrayList<>();
    private final Handler handler =
            new Handler() {
                @Override
                public void publish(LogRecord line) {
                    all.add(line);
                }

                @Override
                public void flush() {}

                @Override
                public void close() {}
            };

    public LogRecords(Class<?> speaker) {
        logger = Logger.getLogger(speaker.getName());
        logger.setUseParentHandlers(false);
        logger.addHandler(handler);
    }

    public List<LogRecord> all() {
        return List.copyOf(all);
    }

    @Override
    public void close() {
        logger.removeHandler(handler);
        logger.setUseParentHandlers(true);
    }
}
