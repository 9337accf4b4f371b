package dev.microauth.bridge;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// How a bridge is to be. Issuer, client and base URL have to be said.
///
/// ```java
/// var bridge = CookieBridge.builder()
///         .issuer("http://localhost:9040")
///         .client("shop", secret)
///         .baseUrl("http://localhost:8080")
///         .build();
/// ```
public final class CookieBridgeBuilder {
    private static final Pattern COOKIE_NAME = Pattern.compile("[A-Za-z0-9_-]{1,40}");
    private static final Pattern KEY = Pattern.compile("[0-9a-fA-F]{64}");
    private static final Duration MOST_SKEW = Duration.ofMinutes(30);
    private static final Duration MOST_LIFE = Duration.ofDays(90);
    private static final Set<String> RESERVED =
            Set.of(
                    "response_type",
                    "response_mode",
                    "client_id",
                    "redirect_uri",
                    "scope",
                    "state",
                    "nonce",
                    "code_challenge",
                    "code_challenge_method",
                    "request",
                    "request_uri");

    private Optional<String> issuer = Optional.empty();
    private Optional<String> clientId = Optional.empty();
    private Optional<String> secret = Optional.empty();
    private Optional<URI> base = Optional.empty();
    private String scope = "openid profile email";
    final List<byte[]> cookieKeys = new ArrayList<>();
    final Map<String, String> parameters = new LinkedHashMap<>();
    String cookieName = "microauth";
    BridgePaths paths = BridgePaths.DEFAULT;
    OpenPaths open = OpenPaths.none();
    Duration autoRefreshSkew = Duration.ofSeconds(60);
    Duration sessionLifetime = Duration.ofDays(7);
    Duration clockTolerance = Duration.ofSeconds(30);
    InstantSource clock = InstantSource.system();

    CookieBridgeBuilder() {}

    /// The issuer of the auth port, exactly as the server names itself.
    public CookieBridgeBuilder issuer(String exact) {
        Places.checked("The issuer", exact);
        issuer = Optional.of(exact);
        return this;
    }

    /// A confidential client with its secret.
    public CookieBridgeBuilder client(String id, String itsSecret) {
        clientId = Optional.of(id);
        secret = Optional.of(itsSecret);
        return this;
    }

    /// A client without a secret. The server gives its refresh tokens no grace: prefer a confidential one.
    public CookieBridgeBuilder publicClient(String id) {
        clientId = Optional.of(id);
        secret = Optional.empty();
        return this;
    }

    /// Where browsers find this application, with the path below which it stands if there is one: links and cookies are
    /// made of this and never of what a request says.
    public CookieBridgeBuilder baseUrl(String url) {
        URI checked = Places.checked("The base URL", url);
        base =
                Optional.of(
                        url.endsWith("/")
                                ? URI.create(url.substring(0, url.length() - 1))
                                : checked);
        return this;
    }

    /// What is asked for, `openid` among it; `openid profile email` unless said.
    public CookieBridgeBuilder scopes(String... names) {
        var all = new LinkedHashSet<>(List.of(names));
        if (!all.contains("openid")) {
            throw new IllegalArgumentException(
                    "Without the scope openid nobody is signed in: name it too.");
        }
        if (all.contains("offline_access")) {
            throw new IllegalArgumentException(
                    "offline_access would outlive the end of a session at the server; leave it out. Sessions are renewed"
                            + " without it.");
        }
        scope = String.join(" ", all);
        return this;
    }

    /// The key of the cookies, 32 random bytes. Called again it names older ones, which still open cookies and seal none.
    /// Without any a key is made up and forgotten with the process: then a restart signs everybody out of this
    /// application, and several nodes do not understand each other.
    public CookieBridgeBuilder cookieKey(byte[] key) {
        if (key.length != CookieKeys.KEY_BYTES) {
            throw new IllegalArgumentException("A cookie key has 32 bytes.");
        }
        cookieKeys.add(key.clone());
        return this;
    }

    /// The same from a file: 64 hexadecimal digits in each line, the newest key first.
    ///
    /// @throws IllegalArgumentException when there is none, or something else
    public CookieBridgeBuilder cookieKeyFile(Path file) {
        List<String> lines;
        try {
            lines =
                    Files.readAllLines(file).stream()
                            .map(String::strip)
                            .filter(line -> !line.isEmpty())
                            .toList();
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "The cookie key file "
                            + file
                            + " cannot be read: make one with `openssl rand -hex 32`.",
                    e);
        }
        if (lines.isEmpty() || !lines.stream().allMatch(line -> KEY.matcher(line).matches())) {
            throw new IllegalArgumentException(
                    "The cookie key file "
                            + file
                            + " has a line that is not 64 hexadecimal digits, or none at all.");
        }
        lines.forEach(line -> cookieKey(HexFormat.of().parseHex(line)));
        return this;
    }

    /// What the cookie is called; over https `__Host-` comes before it. Applications on one host name need different ones,
    /// since cookies know no ports.
    public CookieBridgeBuilder cookieName(String name) {
        if (!COOKIE_NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "A cookie name has 1 to 40 of the characters A-Z, a-z, 0-9, _ and -.");
        }
        cookieName = name;
        return this;
    }

    /// Where the bridge answers by itself.
    public CookieBridgeBuilder paths(BridgePaths own) {
        paths = own;
        return this;
    }

    /// Paths that people may see without being signed in: single ones (`/health`) and all below one (`/assets/*`). No
    /// session is renewed there, so that answers may be cached: once its access token has expired nobody is signed in on
    /// them until the next closed one.
    public CookieBridgeBuilder open(String... patterns) {
        for (String pattern : patterns) {
            open = open.and(pattern);
        }
        return this;
    }

    /// A further parameter of authorization requests, such as `acr_values` or `ui_locales`.
    public CookieBridgeBuilder parameter(String name, String value) {
        if (RESERVED.contains(name)) {
            throw new IllegalArgumentException("The bridge says \"" + name + "\" itself.");
        }
        parameters.put(name, value);
        return this;
    }

    /// How long before its expiry an access token is renewed: 60 seconds unless said, up to 30 minutes, and never more
    /// than half of its life.
    public CookieBridgeBuilder autoRefreshSkew(Duration ahead) {
        autoRefreshSkew = within("autoRefreshSkew", ahead, Duration.ZERO, MOST_SKEW);
        return this;
    }

    /// How long a session of this application lasts in all: 7 days unless said, up to 90. The server may end it sooner.
    public CookieBridgeBuilder sessionLifetime(Duration whole) {
        sessionLifetime = within("sessionLifetime", whole, Duration.ofMinutes(1), MOST_LIFE);
        return this;
    }

    /// How far the clocks of server and application may be apart: 30 seconds unless said, up to five minutes.
    public CookieBridgeBuilder clockTolerance(Duration atMost) {
        clockTolerance = within("clockTolerance", atMost, Duration.ZERO, Duration.ofMinutes(5));
        return this;
    }

    /// Where the time comes from; the system's clock unless said.
    public CookieBridgeBuilder clock(InstantSource source) {
        clock = source;
        return this;
    }

    private static Duration within(String what, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(
                    what
                            + " lies between "
                            + least.toSeconds()
                            + " and "
                            + most.toSeconds()
                            + " seconds.");
        }
        return value;
    }

    /// The bridge. Nothing is asked of the server yet.
    ///
    /// @throws IllegalStateException when issuer, client or base URL are missing
    public CookieBridge build() {
        var registration =
                new Registration(
                        said(issuer, "issuer(…)"),
                        said(clientId, "client(…) or publicClient(…)"),
                        secret,
                        said(base, "baseUrl(…)"),
                        scope);
        return new CookieBridge(
                this,
                registration,
                HttpClient.newBuilder()
                        .connectTimeout(Duration.ofSeconds(5))
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .build());
    }

    private static <T> T said(Optional<T> value, String call) {
        return value.orElseThrow(() ->
                new IllegalStateException(
                        "A CookieBridge needs " + call + ": nothing is assumed."));
    }
}
