package dev.microauth.testkit;

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

/// Tomcat inside this process, with one context; it says nothing.
public final class TomcatServer implements AutoCloseable {
    // Held, or the logger and its level would be forgotten.
    private static final Logger LOGGER = Logger.getLogger("org.apache");

    static {
        LOGGER.setLevel(Level.OFF);
    }

    private final Tomcat tomcat = new Tomcat();

    private TomcatServer() {}

    /// The context is put together by `make`, at this path and port of the loopback address; port 0 takes a free one.
    public static TomcatServer start(String contextPath, int port, Consumer<ServletContext> make)
            throws LifecycleException {
        var server = new TomcatServer();
        server.tomcat.setBaseDir(base().toString());
        server.tomcat.setHostname("localhost");
        server.tomcat.setPort(port);
        server.tomcat.getConnector().setProperty("address", "127.0.0.1");
        var context = server.tomcat.addContext(contextPath, null);
        context.addServletContainerInitializer((none, started) -> make.accept(started), Set.of());
        server.tomcat.start();
        if (context.getState() != LifecycleState.STARTED) {
            server.close();
            throw new LifecycleException("the context did not start");
        }
        return server;
    }

    public int port() {
        return tomcat.getConnector().getLocalPort();
    }

    @Override
    public void close() throws LifecycleException {
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
