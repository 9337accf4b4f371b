package dev.microauth.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.microauth.guard.Guard;
import dev.microauth.guard.Guards;
import dev.microauth.guard.Public;
import dev.microauth.mounting.Tokens;
import dev.microauth.testkit.TomcatServer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serial;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.function.Consumer;
import org.apache.catalina.LifecycleException;
import org.junit.jupiter.api.Test;

/// What stands when an application is put together, and what only containers do.
class GuardFilterTest {
    private final Tokens tokens = new Tokens();
    private final Guards guards = tokens.guards();

    @Guard(permission = "orders.cancel")
    static final class Permitting extends HttpServlet {
        @Serial private static final long serialVersionUID = 1L;
    }

    @Guard
    @Public
    static final class Both extends HttpServlet {
        @Serial private static final long serialVersionUID = 1L;
    }

    @Public
    static final class Serving extends HttpServlet {
        @Serial private static final long serialVersionUID = 1L;

        @Override
        @Guard(scope = "orders:write")
        protected void service(HttpServletRequest request, HttpServletResponse response) {}
    }

    @Public
    static final class Tracing extends HttpServlet {
        @Serial private static final long serialVersionUID = 1L;

        @Override
        @Guard
        protected void doTrace(HttpServletRequest request, HttpServletResponse response) {}
    }

    @Public
    static class Missigned extends HttpServlet {
        @Serial private static final long serialVersionUID = 1L;

        @Guard
        protected void doGet(HttpServletRequest request) {}
    }

    static final class Heir extends Missigned {
        @Serial private static final long serialVersionUID = 1L;
    }

    static class Headed extends HttpServlet {
        @Serial private static final long serialVersionUID = 1L;

        @Override
        @Public
        protected void doGet(HttpServletRequest request, HttpServletResponse response) {}

        @Override
        @Guard
        protected void doHead(HttpServletRequest request, HttpServletResponse response) {}
    }

    static final class Overriding extends Headed {
        @Serial private static final long serialVersionUID = 1L;

        @Override
        protected void doHead(HttpServletRequest request, HttpServletResponse response) {}
    }

    @Public
    static final class Forwarding extends HttpServlet {
        @Serial private static final long serialVersionUID = 1L;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response)
                throws ServletException, IOException {
            request.getRequestDispatcher("/inner").forward(request, response);
        }
    }

    @Public
    static final class Dispatching extends HttpServlet {
        @Serial private static final long serialVersionUID = 1L;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) {
            request.startAsync().dispatch("/inner");
        }
    }

    @Guard(scope = "orders:read")
    static final class Inner extends HttpServlet {
        @Serial private static final long serialVersionUID = 1L;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response)
                throws IOException {
            response.getWriter().print("hello " + request.getRemoteUser());
        }
    }

    private interface Asking {
        HttpResponse<String> ask(String method, String path, String... headers) throws Exception;

        default HttpResponse<String> get(String path, String... headers) throws Exception {
            return ask("GET", path, headers);
        }
    }

    private interface Looking {
        void at(Asking asking) throws Exception;
    }

    private void serving(Consumer<ServletContext> make, Looking looking) throws Exception {
        try (var tomcat =
                        TomcatServer.start(
                                "/app",
                                0,
                                context -> {
                                    GuardFilter.add(context, guards);
                                    make.accept(context);
                                });
                var client = HttpClient.newHttpClient()) {
            looking.at((method, path, headers) -> {
                var uri = URI.create("http://127.0.0.1:" + tomcat.port() + path);
                var request = HttpRequest.newBuilder(uri).method(method, BodyPublishers.noBody());
                if (headers.length > 0) {
                    request.headers(headers);
                }
                return client.send(request.build(), BodyHandlers.ofString());
            });
        }
    }

    @Test
    void an_application_whose_guards_make_no_sense_does_not_start() {
        for (HttpServlet senseless : new HttpServlet[] {new Permitting(), new Both()}) {
            assertThatThrownBy(() ->
                            serving(
                                    context -> context.addServlet("x", senseless).addMapping("/x"),
                                    _ -> {}))
                    .isInstanceOf(LifecycleException.class);
        }
    }

    /// It would read like a guard, and hold nobody.
    @Test
    void a_guard_on_a_method_that_nobody_asks_keeps_the_application_from_starting() {
        for (HttpServlet each : new HttpServlet[] {new Serving(), new Tracing(), new Heir()}) {
            assertThatThrownBy(() ->
                            serving(
                                    context -> context.addServlet("x", each).addMapping("/x"),
                                    _ -> {}))
                    .as(each.getClass().getName())
                    .isInstanceOf(LifecycleException.class);
        }
    }

    @Test
    void an_override_for_head_keeps_the_guard_of_what_it_overrides() throws Exception {
        serving(
                context -> context.addServlet("x", new Overriding()).addMapping("/x"),
                asking -> {
                    assertThat(asking.ask("HEAD", "/app/x").statusCode()).isEqualTo(401);
                    assertThat(asking.get("/app/x").statusCode()).isEqualTo(200);
                });
    }

    /// Security: H7
    @Test
    void a_path_without_a_servlet_is_shut_too() throws Exception {
        serving(
                context -> context.addServlet("inner", new Inner()).addMapping("/inner"),
                asking -> {
                    assertThat(asking.get("/app/nothing").statusCode()).isIn(403, 404);
                    assertThat(asking.get("/app/inner;a=b").statusCode()).isEqualTo(401);
                    assertThat(asking.get("/app/%69nner").statusCode()).isEqualTo(401);
                    assertThat(asking.get("/app//inner").statusCode()).isEqualTo(401);
                });
    }

    @Test
    void a_servlet_that_is_forwarded_to_keeps_its_guard() throws Exception {
        serving(
                context -> {
                    context.addServlet("forwarding", new Forwarding()).addMapping("/forwarding");
                    context.addServlet("inner", new Inner()).addMapping("/inner");
                },
                asking -> {
                    assertThat(asking.get("/app/forwarding").statusCode()).isEqualTo(401);
                    String token = "Bearer " + tokens.of("orders:read");
                    var let = asking.get("/app/forwarding", "authorization", token);
                    assertThat(let.body()).isEqualTo("hello alice");
                    assertThat(let.statusCode()).isEqualTo(200);
                });
    }

    /// Security: H7
    @Test
    void a_servlet_that_answers_later_for_another_keeps_its_guard() throws Exception {
        serving(
                context -> {
                    var dispatching = context.addServlet("dispatching", new Dispatching());
                    dispatching.addMapping("/dispatching");
                    dispatching.setAsyncSupported(true);
                    context.addServlet("inner", new Inner()).addMapping("/inner");
                },
                asking -> {
                    assertThat(asking.get("/app/dispatching").statusCode()).isEqualTo(401);
                    String token = "Bearer " + tokens.of("orders:read");
                    var let = asking.get("/app/dispatching", "authorization", token);
                    assertThat(let.body()).isEqualTo("hello alice");
                });
    }
}
