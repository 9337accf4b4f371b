package dev.microauth.bridge.servlet;

import dev.microauth.bridge.BridgeRequest;
import dev.microauth.bridge.BridgeResult.Answered;
import dev.microauth.bridge.BridgeResult.Change;
import dev.microauth.bridge.BridgeResult.Header;
import dev.microauth.bridge.BridgeResult.Passed;
import dev.microauth.bridge.BridgeUser;
import dev.microauth.bridge.CookieBridge;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.io.Serial;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// Lets nobody into a web application who is not signed in. Put it before all other filters, on `/*`.
///
/// ```java
/// var filter = servletContext.addFilter("bridge", new BridgeFilter(bridge));
/// filter.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
/// ```
///
/// Behind it `request.getUserPrincipal()` is a [BridgeUser], `getRemoteUser()` the subject, and `isUserInRole` asks the
/// roles and groups of the ID token. The container's own session gets a new id when somebody signs in, and is dropped
/// when they sign out, when their session is over, or when somebody else signs in. An answer with which a renewed cookie
/// goes out stays `Cache-Control: no-store`, whatever the application sets.
public final class BridgeFilter extends HttpFilter {
    @Serial private static final long serialVersionUID = 1L;

    private static final String ATTRIBUTE = BridgeUser.class.getName();

    private final transient CookieBridge bridge;

    /// The bridge is closed by whoever made it.
    public BridgeFilter(CookieBridge bridge) {
        this.bridge = bridge;
    }

    /// Who is signed in; empty on open paths for those who are not.
    ///
    /// ```java
    /// String greeting = BridgeFilter.user(request).map(BridgeUser::username).orElse("stranger");
    /// ```
    public static Optional<BridgeUser> user(ServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof BridgeUser user
                ? Optional.of(user)
                : Optional.empty();
    }

    @Override
    protected void doFilter(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        switch (bridge.handle(asked(request))) {
            case Answered answered -> {
                follow(answered.change(), request);
                send(answered, request, response);
            }
            case Passed passed -> {
                follow(passed.change(), request);
                passed.headers().forEach(header -> add(header, response));
                if (passed.user().isPresent()) {
                    request.setAttribute(ATTRIBUTE, passed.user().get());
                    chain.doFilter(
                            new SignedInRequest(request, passed.user().get()),
                            handsOutCookie(passed) ? new UncachedResponse(response) : response);
                } else {
                    // A name that another filter or a proxy claims is not that of somebody who
                    // signed in here.
                    request.removeAttribute(ATTRIBUTE);
                    chain.doFilter(request, response);
                }
            }
        }
    }

    private static boolean handsOutCookie(Passed passed) {
        return passed.headers().stream().anyMatch(header -> header.name().equals("Set-Cookie"));
    }

    private static BridgeRequest asked(HttpServletRequest request) {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        return new BridgeRequest(
                request.getMethod(),
                path.isEmpty() ? "/" : path,
                Optional.ofNullable(request.getQueryString()).orElse(""),
                name -> headers(request, name),
                atMost -> request.getInputStream().readNBytes(atMost));
    }

    private static List<String> headers(HttpServletRequest request, String name) {
        return Collections.list(request.getHeaders(name));
    }

    private static void follow(Change change, HttpServletRequest request) {
        Optional<HttpSession> session = Optional.ofNullable(request.getSession(false));
        switch (change) {
            case NONE -> {}
            // Whoever planted a session id before the sign-in does not share it after.
            case SIGNED_IN -> session.ifPresent(kept -> request.changeSessionId());
            case REPLACED, SIGNED_OUT -> session.ifPresent(BridgeFilter::end);
        }
    }

    private static void end(HttpSession session) {
        try {
            session.invalidate();
        } catch (IllegalStateException e) {
            // Another request of this browser was first.
        }
    }

    private static void send(
            Answered answered, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        response.setStatus(answered.status());
        answered.headers().forEach(header -> add(header, response));
        byte[] body = answered.body().getBytes(StandardCharsets.UTF_8);
        response.setContentLength(body.length);
        if (!"HEAD".equals(request.getMethod())) {
            response.getOutputStream().write(body);
        }
    }

    private static void add(Header header, HttpServletResponse response) {
        if (header.name().equals("Content-Type")) {
            response.setContentType(header.value());
        } else {
            response.addHeader(header.name(), header.value());
        }
    }
}
