package dev.microauth.jdkhttp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.mounting.Snippets;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Examples for the server of the JDK.
class ExamplesTest {
    private static final Path GUARDS_AND_DOORS = Path.of("../../docs/guards-and-doors.md");

    @TempDir Path directory;

    @Test
    void what_the_papers_and_the_javadoc_show_compiles() throws IOException {
        new Snippets()
                .page(GUARDS_AND_DOORS, "jdk-http")
                .javadoc(Path.of("src/main/java/dev/microauth/jdkhttp"))
                .compile(
                        directory,
                        List.of(
                                "dev.microauth.*",
                                "dev.microauth.guard.*",
                                "dev.microauth.jose.*",
                                "dev.microauth.token.Issuers",
                                "dev.microauth.web.*",
                                "java.nio.file.*",
                                "java.util.*",
                                "dev.microauth.jdkhttp.*",
                                "com.sun.net.httpserver.*",
                                "java.io.IOException",
                                "java.net.InetSocketAddress",
                                "java.util.concurrent.*"),
                        """
                        public MicroAuth auth;
                        public AccessVerifier verifier;
                        public Guards guards;
                        public Doors doors;
                        public HttpServer server;

                        public void about(HttpExchange exchange) {}

                        @Guard
                        public static class OrdersHandler implements HttpHandler {
                            public void handle(HttpExchange exchange) {}
                        }

                        public static class Parcels {
                            @Guard
                            public void get(HttpExchange exchange, AuthUser user) {}
                        }
                        """);
    }

    @Test
    void no_example_of_the_page_is_left_out() throws IOException {
        assertThat(Snippets.marks(GUARDS_AND_DOORS))
                .hasSizeGreaterThan(8)
                .allSatisfy(mark ->
                        assertThat(mark.orElse("none"))
                                .isIn("jdk-http", "servlet", "javalin", "helidon"));
    }
}
