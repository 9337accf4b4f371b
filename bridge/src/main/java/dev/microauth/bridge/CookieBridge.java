package dev.microauth.bridge;

import dev.microauth.bridge.Answers.Page;
import dev.microauth.bridge.BridgeResult.Answered;
import dev.microauth.bridge.BridgeResult.Change;
import dev.microauth.bridge.BridgeResult.Header;
import dev.microauth.bridge.BridgeResult.Passed;
import java.lang.System.Logger.Level;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Signs people in to a server-side web application through a microauthd elsewhere, and keeps them signed in by an
/// encrypted cookie. Safe for all threads; one for each application.
///
/// ```java
/// var bridge = CookieBridge.builder()
///         .issuer("https://id.example.com")
///         .client("shop", secret)
///         .baseUrl("https://shop.example.com")
///         .cookieKeyFile(Path.of("/etc/shop/cookie.key"))
///         .open("/health", "/assets/*")
///         .build();
/// ```
///
/// A web framework calls [#handle] for every request before anything else: all paths are for people who are signed in,
/// but the bridge's own ([BridgePaths]) and those that were opened. Nothing is asked of the server before the first one
/// signs in, so that the application starts without it.
public final class CookieBridge implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(CookieBridge.class.getName());
    private static final Header RETRY = new Header("Retry-After", "5");

    private final Registration registration;
    private final BridgePaths paths;
    private final OpenPaths open;
    private final HttpClient client;
    private final Sessions sessions;
    private final SignInDoor signIn;
    private final SignOutDoor signOut;
    private final BackChannelDoor backChannel;

    CookieBridge(CookieBridgeBuilder options, Registration registration, HttpClient client) {
        var randomness = new Randomness();
        var clock = options.clock;
        var outgoing = new Outgoing(client);
        var server = new Server(registration.issuer(), outgoing, clock);
        var rules = new IdTokenRules(server, registration, clock, options.clockTolerance);
        var tokens = new TokenEndpoint(server, outgoing, registration, rules, clock);
        var owner = registration.clientId() + "\n" + registration.issuer();
        var keys =
                new CookieKeys(
                        options.cookieKeys.isEmpty()
                                ? List.of(randomness.bytes(CookieKeys.KEY_BYTES))
                                : options.cookieKeys,
                        owner,
                        randomness);
        boolean secure = "https".equals(registration.base().getScheme());
        var cookies = new Cookies(options.cookieName, secure, keys);
        this.registration = registration;
        this.paths = options.paths;
        this.open = options.open;
        this.client = client;
        this.sessions =
                new Sessions(
                        cookies,
                        tokens,
                        clock,
                        new Sessions.Times(options.autoRefreshSkew, options.sessionLifetime));
        this.signIn =
                new SignInDoor(
                        new SignInDoor.Setup(registration, paths, options.parameters, clock),
                        server,
                        tokens,
                        cookies,
                        sessions,
                        randomness);
        this.signOut = new SignOutDoor(registration, paths, server, tokens, sessions);
        this.backChannel =
                new BackChannelDoor(
                        new LogoutTokenRules(server, registration, clock, options.clockTolerance),
                        sessions);
    }

    public static CookieBridgeBuilder builder() {
        return new CookieBridgeBuilder();
    }

    /// What is to be done with a request: it is answered here, or the application answers it, for somebody who is signed
    /// in or, on an open path, for anybody.
    public BridgeResult handle(BridgeRequest request) {
        Map<String, String> sent = Cookies.sent(request);
        try {
            return paths.contain(request.path()) ? own(request, sent) : application(request, sent);
        } catch (BridgeRefusal e) {
            return refused(request, e);
        } catch (Unreachable e) {
            return refused(request, BridgeRefusal.unreachable(String.valueOf(e.getMessage())));
        }
    }

    private BridgeResult own(BridgeRequest request, Map<String, String> sent) throws BridgeRefusal {
        String path = request.path();
        boolean get = request.is("GET") || request.is("HEAD");
        boolean post = request.is("POST");
        if (path.equals(paths.backChannelLogout())) {
            return post ? backChannel.take(request) : notAllowed("POST");
        }
        if (path.equals(paths.signOut())) {
            return post
                    ? signOut.signOut(request, sent)
                    : get ? signOut.question() : notAllowed("GET, HEAD, POST");
        }
        if (!get) {
            return notAllowed("GET, HEAD");
        }
        if (path.equals(paths.signedOut())) {
            return signOut.signedOut();
        }
        if (path.equals(paths.callback())) {
            return request.is("GET") ? signIn.finish(request, sent) : notAllowed("GET");
        }
        ReturnTo returnTo =
                Form.parse(request.query())
                        .flatMap(form -> form.find("return_to"))
                        .flatMap(target -> ReturnTo.of(target, paths))
                        .orElse(ReturnTo.home());
        return signIn.begin(returnTo, sent, List.of(), Change.NONE);
    }

    private BridgeResult application(BridgeRequest request, Map<String, String> sent)
            throws BridgeRefusal {
        if (open.contain(request.path())) {
            return opened(sent);
        }
        return switch (sessions.find(sent)) {
            case Presence.Somebody(Session session, boolean changed) ->
                    new Passed(
                            Optional.of(session.user()),
                            changed ? uncached(sessions.keep(session, sent)) : List.of(),
                            Change.NONE);
            case Presence.Undecided(String detail) -> throw BridgeRefusal.unreachable(detail);
            case Presence.Nobody(boolean stale) ->
                    toSignIn(
                            request,
                            sent,
                            stale ? sessions.drop(sent) : List.of(),
                            stale ? Change.SIGNED_OUT : Change.NONE);
        };
    }

    /// What is open may be kept by caches for everybody (RFC 9111 §3), so no cookie goes out with it: the one that came
    /// serves on, and is renewed or taken away on the next path that is closed.
    private Passed opened(Map<String, String> sent) {
        return switch (sessions.known(sent)) {
            case Presence.Somebody somebody ->
                    new Passed(Optional.of(somebody.session().user()), List.of(), Change.NONE);
            case Presence.Undecided undecided ->
                    new Passed(Optional.empty(), List.of(), Change.NONE);
            case Presence.Nobody(boolean over) ->
                    new Passed(Optional.empty(), List.of(), over ? Change.SIGNED_OUT : Change.NONE);
        };
    }

    /// A page leads to the sign-in and back; a script, a picture or a form is told that somebody has to sign in first.
    private BridgeResult toSignIn(
            BridgeRequest request, Map<String, String> sent, List<Header> gone, Change change) {
        if (Requests.isNavigation(request)) {
            ReturnTo returnTo = ReturnTo.of(request.target(), paths).orElse(ReturnTo.home());
            return signIn.begin(returnTo, sent, gone, change);
        }
        var headers = new ArrayList<>(gone);
        // RFC 9110 §15.5.2: 401 names a way to authenticate; it is none that a browser would ask
        // for by itself.
        headers.add(
                new Header("WWW-Authenticate", "Session realm=\"" + registration.base() + "\""));
        return Answers.json(
                401,
                "{\"error\":\"sign_in_required\",\"sign_in\":\""
                        + registration.base()
                        + paths.signIn()
                        + "\"}",
                headers,
                change);
    }

    private Answered refused(BridgeRequest request, BridgeRefusal e) {
        LOG.log(
                e.status() >= 500 ? Level.ERROR : Level.INFO,
                request + " " + e.status() + ": " + e.getMessage());
        return Answers.page(
                e.status(),
                Page.linking(
                        "Not signed in",
                        e.publicText(),
                        registration.base().getRawPath() + paths.signIn(),
                        "Sign in"),
                e.status() == 503 ? List.of(RETRY) : List.of(),
                Change.NONE);
    }

    private static Answered notAllowed(String methods) {
        return Answers.empty(405, new Header("Allow", methods));
    }

    /// An answer that hands out a cookie is nobody else's.
    private static List<Header> uncached(List<Header> cookies) {
        var headers = new ArrayList<>(cookies);
        headers.add(new Header("Cache-Control", "no-store"));
        return headers;
    }

    /// Ends what is on its way to the server. Sessions are in their cookies and go on with the next start.
    @Override
    public void close() {
        client.shutdownNow();
    }
}
