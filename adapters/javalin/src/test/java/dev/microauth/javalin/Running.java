package dev.microauth.javalin;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import java.util.function.Consumer;

/// A Javalin application that runs on the loopback address and says nothing.
record Running(Javalin app) implements AutoCloseable {
    /// Port 0 takes a free one.
    static Running on(int port, Consumer<JavalinConfig> make) {
        var app =
                Javalin.create(config -> {
                    config.startup.showJavalinBanner = false;
                    config.startup.showOldJavalinVersionWarning = false;
                    config.startup.startupWatcherEnabled = false;
                    make.accept(config);
                });
        return new Running(app.start("127.0.0.1", port));
    }

    int port() {
        return app.port();
    }

    @Override
    public void close() {
        app.stop();
    }
}
