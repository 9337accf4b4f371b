package dev.microauth.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.guard.Guard;
import dev.microauth.guard.Guards;
import dev.microauth.guard.Public;
import dev.microauth.jose.AuthUser;
import dev.microauth.mounting.Tokens;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serial;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.stereotype.Controller;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.bind.annotation.CrossOrigin;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;

/// What only Spring MVC does.
class MvcGuardsTest {
    private static final Tokens TOKENS = new Tokens();

    private static ConfigurableApplicationContext app;
    private static Asking asking;

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import({Shop.class, Stock.class, Pages.class})
    static class Application {
        @Bean
        RouterFunction<ServerResponse> routes() {
            return RouterFunctions.route()
                    .GET("/routed", _ -> ServerResponse.ok().body("reached"))
                    .GET("/open/routed", _ -> ServerResponse.ok().body("reached"))
                    .build();
        }

        @Bean("/plain")
        HttpRequestHandler plain() {
            return new Plain();
        }

        @Bean
        ServletRegistrationBean<HttpServlet> beside() {
            return new ServletRegistrationBean<>(new Beside(), "/beside/*");
        }

        @Bean
        ServletRegistrationBean<HttpServlet> silentBeside() {
            return new ServletRegistrationBean<>(
                    new SilentBeside(), "/silent-beside/*", "/open/beside");
        }
    }

    interface Counted {
        @Guard(scope = "stock:read")
        String count(AuthUser user);
    }

    @RestController
    static class Stock implements Counted {
        @Override
        @GetMapping("/count")
        public String count(AuthUser user) {
            return "three for " + user.id();
        }
    }

    @RestController
    @Guard(scope = "shop")
    static class Shop {
        @GetMapping("/later")
        Callable<String> later(AuthUser user) {
            return () -> "later, " + user.id();
        }

        @GetMapping("/broken")
        String broken() {
            throw new IllegalStateException("as it is meant to be");
        }

        @GetMapping("/elsewhere")
        @CrossOrigin("https://shop.example.com")
        String elsewhere() {
            return "reached";
        }
    }

    @Controller
    static class Pages {
        @GetMapping("/forwarding")
        @Public
        String forwarding() {
            return "forward:/count";
        }

        @GetMapping("/open/silent")
        @ResponseBody
        String silent() {
            return "reached";
        }

        @GetMapping("/open/guarded")
        @Guard
        @ResponseBody
        String guarded() {
            return "reached";
        }
    }

    @Guard(scope = "plain")
    static final class Plain implements HttpRequestHandler {
        @Override
        public void handleRequest(HttpServletRequest request, HttpServletResponse response)
                throws IOException {
            response.getWriter().print("reached");
        }
    }

    @Guard(scope = "beside")
    static final class Beside extends HttpServlet {
        @Serial private static final long serialVersionUID = 1L;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response)
                throws IOException {
            response.getWriter().print("reached");
        }
    }

    static final class SilentBeside extends HttpServlet {
        @Serial private static final long serialVersionUID = 1L;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response)
                throws IOException {
            response.getWriter().print("reached");
        }
    }

    @BeforeAll
    static void open() {
        app =
                Apps.start(
                        Application.class,
                        beans -> beans.registerBean(Guards.class, TOKENS::guards),
                        "without-security",
                        "microauth.guards.open-paths=/open/**");
        asking = new Asking(app);
    }

    @AfterAll
    static void close() {
        asking.close();
        app.close();
    }

    /// Security: H7
    @Test
    void handlers_of_every_mapping_are_shut_when_they_say_nothing() {
        String token = TOKENS.of("shop");
        assertThat(asking.as(token, "/routed").statusCode()).isEqualTo(403);
        assertThat(asking.as(token, "/silent-beside/x").statusCode()).isEqualTo(403);
        assertThat(asking.as(token, "/error").statusCode()).isEqualTo(403);
        asking.refuses(asking.get("/plain"), 401, "Bearer realm=");
        asking.refuses(asking.as(token, "/plain"), 403, "Bearer realm=");
        asking.refuses(asking.get("/beside/x"), 401, "Bearer realm=");
        assertThat(asking.as(TOKENS.of("plain"), "/plain").body()).isEqualTo("reached");
        assertThat(asking.as(TOKENS.of("beside"), "/beside/x").body()).isEqualTo("reached");
    }

    /// Security: H7
    @Test
    void a_path_has_no_spelling_around_its_guard() {
        for (String target :
                new String[] {
                    "/count;a=b",
                    "/%63ount",
                    "//count",
                    "/open/../count",
                    "/open/%2e%2e/count",
                    "/open/..;/count",
                    "/open/%2e%2e/page.css",
                    "/open/%2e%2e/silent-beside/x",
                    "/open/..;/silent-beside/x"
                }) {
            assertThat(asking.get(target).statusCode()).as(target).isIn(400, 401, 403, 404);
        }
    }

    @Test
    void files_are_not_there_unless_they_are_opened() {
        assertThat(asking.get("/page.css").statusCode()).isEqualTo(404);
        assertThat(asking.get("/nothing").statusCode()).isEqualTo(404);
        assertThat(asking.as(TOKENS.of("shop"), "/page.css").statusCode()).isEqualTo(404);
    }

    @Test
    void a_guard_outweighs_an_open_path() {
        asking.refuses(asking.get("/open/guarded"), 401, "Bearer realm=");
        assertThat(asking.get("/open/silent").body()).isEqualTo("reached");
        assertThat(asking.get("/open/routed").body()).isEqualTo("reached");
        assertThat(asking.get("/open/beside").body()).isEqualTo("reached");
    }

    /// Security: H7
    @Test
    void the_guard_of_an_interface_holds_for_its_class() {
        asking.refuses(asking.get("/count"), 401, "Bearer realm=");
        asking.refuses(asking.as(TOKENS.of("shop"), "/count"), 403, "Bearer realm=");
        assertThat(asking.as(TOKENS.of("stock:read"), "/count").body())
                .isEqualTo("three for alice");
    }

    /// Security: H7
    @Test
    void a_handler_that_is_forwarded_to_keeps_its_guard() {
        asking.refuses(asking.get("/forwarding"), 401, "Bearer realm=");
        assertThat(asking.as(TOKENS.of("stock:read"), "/forwarding").body())
                .isEqualTo("three for alice");
    }

    @Test
    void an_error_shows_its_page() {
        var broken = asking.as(TOKENS.of("shop"), "/broken");
        assertThat(broken.statusCode()).isEqualTo(500);
        assertThat(broken.body()).doesNotContain("open to nobody");
    }

    @Test
    void an_answer_that_comes_later_is_guarded_too() {
        asking.refuses(asking.get("/later"), 401, "Bearer realm=");
        assertThat(asking.as(TOKENS.of("shop"), "/later").body()).isEqualTo("later, alice");
    }

    @Test
    void a_browser_may_ask_before_it_asks() {
        String[] before = {
            "origin", "https://shop.example.com", "access-control-request-method", "GET"
        };
        var allowed = asking.ask("OPTIONS", "/elsewhere", "", before);
        assertThat(allowed.statusCode()).isEqualTo(200);
        assertThat(allowed.headers().firstValue("access-control-allow-origin"))
                .contains("https://shop.example.com");
        var elsewhere = asking.ask("OPTIONS", "/count", "", before);
        assertThat(elsewhere.headers().firstValue("access-control-allow-origin")).isEmpty();
        assertThat(elsewhere.body()).isEmpty();
        var refused = asking.get("/elsewhere", "origin", "https://shop.example.com");
        asking.refuses(refused, 401, "Bearer realm=");
        assertThat(refused.headers().firstValue("access-control-allow-origin"))
                .contains("https://shop.example.com");
    }
}
