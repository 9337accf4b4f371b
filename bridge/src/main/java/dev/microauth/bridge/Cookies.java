package dev.microauth.bridge;

import dev.microauth.bridge.BridgeResult.Header;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The cookies of the bridge in a browser: one session, in parts where it is long, and the sign-ins that were begun.
///
/// Security E4: over https each name begins with `__Host-`, so that neither a neighbour below the same domain nor plain
/// http can put one in. On http, which is for this machine alone, the names have no prefix.
final class Cookies {
    // Browsers take 4,096 bytes of a cookie with its name and attributes.
    private static final int PART = 3_600;
    private static final int MOST_PARTS = 2;
    // Servers take 8 KiB of all headers, and refuse more before anybody here could take a cookie
    // back. A session leaves room for one attempt of the longest kind.
    private static final int MOST_BYTES = 6 * 1024;
    private static final int MOST_SESSION_BYTES = 5_000;
    private static final int MOST_ATTEMPTS = 3;

    private final String session;
    private final String attempt;
    private final boolean secure;
    private final CookieKeys keys;

    Cookies(String name, boolean secure, CookieKeys keys) {
        this.session = (secure ? "__Host-" : "") + name;
        this.attempt = session + "-signin-";
        this.secure = secure;
        this.keys = keys;
    }

    /// The cookies that came with a request. Of two of one name the first counts: it has the longer path.
    static Map<String, String> sent(BridgeRequest request) {
        var cookies = new LinkedHashMap<String, String>();
        for (String line : request.headers().all("cookie")) {
            for (String pair : line.split(";", -1)) {
                int equals = pair.indexOf('=');
                if (equals > 0) {
                    cookies.putIfAbsent(
                            pair.substring(0, equals).strip(), pair.substring(equals + 1).strip());
                }
            }
        }
        return cookies;
    }

    /// Whether there is a session cookie at all, of whatever kind.
    boolean hasSession(Map<String, String> sent) {
        return sent.containsKey(session);
    }

    /// The session in these cookies; empty when it is missing, incomplete, changed or not from here.
    Optional<Session> session(Map<String, String> sent) {
        // The first part begins with the number of parts: what a longer session left behind is not
        // read.
        String first = sent.getOrDefault(session, "");
        if (first.length() < 2 || first.charAt(1) != '.') {
            return Optional.empty();
        }
        int parts = Character.digit(first.charAt(0), 10);
        if (parts < 1 || parts > MOST_PARTS) {
            return Optional.empty();
        }
        var whole = new StringBuilder(first.substring(2));
        for (int i = 1; i < parts; i++) {
            whole.append(sent.getOrDefault(part(i), ""));
        }
        return keys.open("session", whole.toString()).map(Session::of);
    }

    /// @throws BridgeRefusal when it is too long for a browser
    List<Header> keep(Session kept, Map<String, String> sent) throws BridgeRefusal {
        String whole = keys.seal("session", kept.toBytes());
        if (whole.length() > MOST_SESSION_BYTES) {
            throw new BridgeRefusal(
                    500,
                    "Signing in did not work: the server says more of you than a browser can keep."
                            + " Ask those who run this application.",
                    "the session has "
                            + whole.length()
                            + " characters; ask for fewer scopes, or have fewer claims sent");
        }
        int parts = (whole.length() + PART - 1) / PART;
        var headers = new ArrayList<>(roomFor(whole.length(), MOST_ATTEMPTS, sent));
        for (int i = 0; i < parts; i++) {
            String part = whole.substring(i * PART, Math.min(whole.length(), (i + 1) * PART));
            headers.add(set(part(i), i == 0 ? parts + "." + part : part, Optional.empty()));
        }
        for (int i = parts; i < MOST_PARTS; i++) {
            if (sent.containsKey(part(i))) {
                headers.add(gone(part(i)));
            }
        }
        return headers;
    }

    /// Ends the session in the browser.
    List<Header> drop(Map<String, String> sent) {
        var headers = new ArrayList<Header>();
        for (int i = 0; i < MOST_PARTS; i++) {
            if (sent.containsKey(part(i))) {
                headers.add(gone(part(i)));
            }
        }
        return headers;
    }

    /// Keeps an attempt; those that pile up are given up.
    List<Header> keep(Attempt begun, Duration life, Map<String, String> sent) {
        String name = attempt + Attempt.nameOf(begun.state());
        String value = keys.seal("attempt", begun.toBytes());
        int session = 0;
        for (int i = 0; i < MOST_PARTS; i++) {
            session += bytes(part(i), sent);
        }
        var headers =
                new ArrayList<>(
                        roomFor(session + name.length() + value.length(), MOST_ATTEMPTS - 1, sent));
        headers.add(set(name, value, Optional.of(life)));
        return headers;
    }

    /// Gives up attempts until so many at most are left that fit beside these bytes. Browsers send the oldest first.
    private List<Header> roomFor(int taken, int most, Map<String, String> sent) {
        List<String> others =
                sent.keySet().stream().filter(name -> name.startsWith(attempt)).toList();
        int count = others.size();
        int all = taken + others.stream().mapToInt(name -> bytes(name, sent)).sum();
        var headers = new ArrayList<Header>();
        for (String oldest : others) {
            if (count <= most && all <= MOST_BYTES) {
                break;
            }
            headers.add(gone(oldest));
            count--;
            all -= bytes(oldest, sent);
        }
        return headers;
    }

    private static int bytes(String name, Map<String, String> sent) {
        return sent.containsKey(name) ? name.length() + sent.getOrDefault(name, "").length() : 0;
    }

    /// The cookies that came, but that of an attempt which is over.
    Map<String, String> without(String state, Map<String, String> sent) {
        var others = new LinkedHashMap<>(sent);
        others.remove(attempt + Attempt.nameOf(state));
        return others;
    }

    /// The attempt that an answer with this state belongs to.
    Optional<Attempt> attempt(String state, Map<String, String> sent) {
        return Optional.ofNullable(sent.get(attempt + Attempt.nameOf(state)))
                .flatMap(text -> keys.open("attempt", text))
                .map(Attempt::of);
    }

    Header dropAttempt(String state) {
        return gone(attempt + Attempt.nameOf(state));
    }

    private String part(int number) {
        return number == 0 ? session : session + "." + number;
    }

    private Header gone(String name) {
        return set(name, "", Optional.of(Duration.ZERO));
    }

    private Header set(String name, String value, Optional<Duration> life) {
        return new Header(
                "Set-Cookie",
                name
                        + "="
                        + value
                        + "; Path=/; HttpOnly; SameSite=Lax"
                        + (secure ? "; Secure" : "")
                        + life.map(left -> "; Max-Age=" + left.toSeconds()).orElse(""));
    }
}
