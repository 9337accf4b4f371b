package dev.microauth.servlet;

import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.LifecycleState;
import org.apache.catalina.startup.Tomcat;

/// Tomcat inside this process.
final class Containers {
    // Held, or the logger and its level would be forgotten.
    private static final Logger LOGGER = Logger.getLogger("org.apache");

    static {
        LOGGER.setLevel(Level.OFF);
    }

    private Containers() {}

    /// One context, put together by `make`, at this path and port of the loopback address; port 0 takes a free one.
    static Tomcat start(String contextPath, int port, Consumer<ServletContext> make)
            throws LifecycleException {
        var tomcat = new Tomcat();
        tomcat.setBaseDir(base().toString());
        tomcat.setHostname("localhost");
        tomcat.setPort(port);
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        var context = tomcat.addContext(contextPath, null);
        context.addServletContainerInitializer((_, started) -> make.accept(started), Set.of());
        tomcat.start();
        if (context.getState() != LifecycleState.STARTED) {
            stop(tomcat);
            throw new LifecycleException("the context did not start");
        }
        return tomcat;
    }

    static void stop(Tomcat tomcat) throws LifecycleException {
        tomcat.stop();
        tomcat.destroy();
    }

    private static Path base() {
        try {
            return Files.createDirectories(Path.of("target", "tomcat").toAbsolutePath());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
