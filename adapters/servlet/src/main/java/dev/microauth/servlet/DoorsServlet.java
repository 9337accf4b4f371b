package dev.microauth.servlet;

import dev.microauth.web.Mount;
import dev.microauth.web.http.BoundedBody;
import dev.microauth.web.http.Caller;
import dev.microauth.web.http.Headers;
import dev.microauth.web.http.Method;
import dev.microauth.web.http.Response;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serial;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/// Serves one of the doors of an engine in a servlet container. It guards itself: a
/// [GuardFilter] before it looks at none of its requests.
///
/// ```java
/// DoorsServlet.mount(context, "id", doors.auth());
/// DoorsServlet.mount(context, "id-admin", doors.admin());
/// ```
///
/// Nothing before it may read the parameters of a POST: the container then eats the body. Where the container looks at
/// forwarding headers itself (`RemoteIpValve`, `ForwardedRequestCustomizer`), name no proxies to the doors.
public final class DoorsServlet extends HttpServlet {
    @Serial private static final long serialVersionUID = 1L;

    private final transient Mount mount;

    /// A servlet for the caller to map to what [#mappings] names.
    public DoorsServlet(Mount mount) {
        this.mount = mount;
    }

    /// Adds the servlet to a context that is starting.
    ///
    /// @param name of the servlet, free in this context
    /// @throws IllegalStateException when the door's path lies outside of this context, or name or path are taken
    public static void mount(ServletContext context, String name, Mount mount) {
        var registration = context.addServlet(name, new DoorsServlet(mount));
        if (registration == null) {
            throw new IllegalStateException("there is a servlet " + name + " in this context");
        }
        var taken =
                registration.addMapping(
                        mappings(context.getContextPath(), mount).toArray(String[]::new));
        if (!taken.isEmpty()) {
            throw new IllegalStateException("something else is mapped to " + taken);
        }
        registration.setAsyncSupported(true);
        registration.setLoadOnStartup(1);
    }

    /// What a servlet for this door has to be mapped to, in a context at this path: the path of the issuer and all below
    /// it, and those well-known addresses that lie in the context.
    ///
    /// @param contextPath as the container has it: empty, or with a slash at the start and none at the end
    /// @throws IllegalStateException when the door's path lies outside of the context
    public static List<String> mappings(String contextPath, Mount mount) {
        if (!(mount.path() + "/").startsWith(contextPath + "/")) {
            throw new IllegalStateException(
                    "the issuer's path "
                            + mount.path()
                            + " lies outside of the context "
                            + contextPath
                            + ": make the context's path the beginning of the issuer's");
        }
        var mappings = new ArrayList<String>();
        String below = mount.path().substring(contextPath.length());
        mappings.add(below.isEmpty() ? "/" : below + "/*");
        for (String each : mount.wellKnown()) {
            if (each.startsWith(contextPath + "/")) {
                mappings.add(each.substring(contextPath.length()));
            }
        }
        return List.copyOf(mappings);
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Method method = Method.of(request.getMethod());
        long announced = request.getContentLengthLong();
        var body =
                new BoundedBody(
                        request::getInputStream,
                        announced < 0 ? OptionalLong.empty() : OptionalLong.of(announced),
                        mount.mostBody());
        var answer = mount.answer(method, target(request), headers(request), body, caller(request));
        send(answer, response, method == Method.HEAD);
    }

    private static String target(HttpServletRequest request) {
        String query = request.getQueryString();
        return query == null ? request.getRequestURI() : request.getRequestURI() + "?" + query;
    }

    private static Headers headers(HttpServletRequest request) {
        return name -> Collections.list(request.getHeaders(name));
    }

    private static Caller caller(HttpServletRequest request) {
        return new Caller(InetAddress.ofLiteral(request.getRemoteAddr()), request.isSecure());
    }

    /// A part that fails comes out as an exception: the container then cuts the connection, and nobody takes the answer
    /// for whole.
    private static void send(Response answer, HttpServletResponse response, boolean head)
            throws IOException {
        response.setStatus(answer.status());
        Set<String> ours = new HashSet<>();
        for (Response.Header header : answer.headers()) {
            // What filters of the application set is replaced, save their cookies.
            if (ours.add(header.name()) && !header.name().equals("set-cookie")) {
                response.setHeader(header.name(), header.value());
            } else {
                response.addHeader(header.name(), header.value());
            }
        }
        if (answer.parts().isPresent()) {
            sendParts(answer.parts().get(), response, head);
        } else if (answer.status() != 204 && answer.status() != 304) {
            response.setContentLength(answer.body().length);
            if (!head) {
                response.getOutputStream().write(answer.body());
            }
        }
    }

    private static void sendParts(
            Iterable<byte[]> parts, HttpServletResponse response, boolean head) throws IOException {
        if (head) {
            return;
        }
        for (byte[] part : parts) {
            response.getOutputStream().write(part);
            response.flushBuffer();
        }
    }
}
