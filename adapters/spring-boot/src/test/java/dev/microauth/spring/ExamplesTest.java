package dev.microauth.spring;

import dev.microauth.mounting.Snippets;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Examples for Spring Boot, and those of the bridge, which an application has beside it.
class ExamplesTest {
    private static final List<String> BRIDGE =
            List.of(
                    "dev.microauth.bridge.*",
                    "dev.microauth.bridge.servlet.*",
                    "jakarta.servlet.*",
                    "jakarta.servlet.http.*",
                    "java.net.URI",
                    "java.net.http.*",
                    "java.nio.file.*",
                    "java.util.*");

    @TempDir Path directory;

    @Test
    void what_is_shown_of_spring_compiles() throws IOException {
        new Snippets()
                .page(Path.of("../../docs/spring-boot.md"))
                .javadoc(Path.of("src/main/java/dev/microauth/spring"))
                .compile(
                        directory,
                        List.of(
                                "dev.microauth.*",
                                "dev.microauth.bridge.BridgeUser",
                                "dev.microauth.guard.*",
                                "dev.microauth.jose.AuthUser",
                                "dev.microauth.spring.*",
                                "java.nio.file.Path",
                                "java.time.Duration",
                                "java.util.*",
                                "org.springframework.context.annotation.Bean",
                                "org.springframework.security.access.prepost.PreAuthorize",
                                "org.springframework.security.config.annotation.web.builders.HttpSecurity",
                                "org.springframework.security.core.annotation.AuthenticationPrincipal",
                                "org.springframework.security.web.SecurityFilterChain",
                                "org.springframework.ui.Model",
                                "org.springframework.web.bind.annotation.*"),
                        """
                        public Shop orders;

                        public record Order(String what) {}

                        public record NewOrder(String what) {}

                        public record Banner(String text) {}

                        public interface Shop {
                            Order place(String person, NewOrder order);

                            List<Order> of(String person);
                        }
                        """);
    }

    @Test
    void what_is_shown_of_the_bridge_in_servlets_compiles() throws IOException {
        new Snippets()
                .page(Path.of("../../docs/cookie-bridge.md"))
                .javadoc(Path.of("../servlet-bridge/src/main/java/dev/microauth/bridge/servlet"))
                .compile(
                        directory,
                        BRIDGE,
                        """
                        public CookieBridge bridge;
                        public ServletContext servletContext;
                        public HttpServletRequest request;
                        public String secret;
                        public String method;
                        public String rawPath;
                        public String rawQuery;
                        public BridgeRequest.Headers headers;
                        public BridgeRequest.Body body;

                        public void serve(Optional<BridgeUser> user, List<BridgeResult.Header> headers) {}

                        public void send(int status, List<BridgeResult.Header> headers, String body) {}
                        """);
    }

    @Test
    void what_is_shown_of_the_bridge_itself_compiles() throws IOException {
        new Snippets()
                .javadoc(Path.of("../../bridge/src/main/java/dev/microauth/bridge"))
                .compile(
                        directory,
                        BRIDGE,
                        """
                        public CookieBridge bridge;
                        public BridgeRequest request;
                        public BridgeUser user;
                        public String secret;
                        public URI orders;
                        public Application application;

                        public interface Application {
                            void serve(Optional<BridgeUser> user);
                        }

                        public void send(int status, List<BridgeResult.Header> headers, String body) {}
                        """);
    }
}
