package dev.microauth.javalin;

import dev.microauth.mounting.Snippets;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Examples for Javalin.
class ExamplesTest {
    private static final Path GUARDS_AND_DOORS = Path.of("../../docs/guards-and-doors.md");

    @TempDir Path directory;

    @Test
    void what_the_papers_and_the_javadoc_show_compiles() throws IOException {
        new Snippets()
                .page(GUARDS_AND_DOORS, "javalin")
                .javadoc(Path.of("src/main/java/dev/microauth/javalin"))
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
                                "dev.microauth.javalin.*",
                                "io.javalin.*",
                                "io.javalin.config.*",
                                "io.javalin.http.*"),
                        """
                        public MicroAuth auth;
                        public AccessVerifier verifier;
                        public Guards guards;
                        public Doors doors;

                        public JavalinConfig config;

                        @Guard
                        public static class ListOrders implements Handler {
                            public void handle(Context ctx) {}
                        }

                        public static class Parcels {
                            @Guard
                            public void get(Context ctx, AuthUser user) {}
                        }
                        """);
    }
}
