package dev.microauth.jose;

import dev.microauth.jose.TokenRefused.Reason;
import java.lang.System.Logger.Level;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// Waits at the issuer's list of revocations, on a thread of its own, from the first question until it is closed.
final class RevocationFeed implements AutoCloseable {
    private static final String TYPE = "revocations+jwt";
    private static final System.Logger LOG = System.getLogger(TokenVerifier.class.getName());
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(25);
    private static final Duration SLACK = Duration.ofSeconds(10);
    private static final long FIRST_PAUSE = 250;
    private static final long LONGEST_PAUSE = 30_000;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final RemoteServer server;
    private final RemoteKeys keys;
    private final Revocations rules;
    private final RevokedTokens revoked;
    private final JwtVerifier verifier;
    private final Duration wait;
    private final Thread thread;
    private Optional<String> cursor = Optional.empty();
    private volatile boolean closed;

    RevocationFeed(
            RemoteServer server,
            RemoteKeys keys,
            Revocations rules,
            RevokedTokens revoked,
            JwtVerifier.Builder asIssued) {
        this.server = server;
        this.keys = keys;
        this.rules = rules;
        this.revoked = revoked;
        // Meant for this client alone, and of a type that no other token has.
        this.verifier = asIssued.keys(keys::ofList).type(TYPE).audience(rules.clientId()).build();
        Duration third = rules.silence().dividedBy(3);
        this.wait = third.compareTo(LONGEST_WAIT) < 0 ? third : LONGEST_WAIT;
        this.thread = Thread.ofVirtual().name("microauth-revocations").unstarted(this::listen);
    }

    void start() {
        thread.start();
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }

    private void listen() {
        long pause = 0;
        boolean inStep = false;
        while (!closed) {
            try {
                long asked = System.nanoTime();
                // Who has not heard anything yet, or for a while, wants to know where things stand.
                boolean news = ask(inStep ? wait : Duration.ZERO);
                if (pause > 0) {
                    LOG.log(Level.INFO, "revocations are heard again");
                }
                pause = 0;
                inStep = true;
                // A server that does not let anybody wait is not asked without a pause.
                if (!news && System.nanoTime() - asked < FIRST_PAUSE * 1_000_000) {
                    sleep(FIRST_PAUSE);
                }
            } catch (Unreachable | TokenRefused e) {
                if (pause == 0 && !closed) {
                    LOG.log(Level.WARNING, noWord() + e.getMessage());
                }
                inStep = false;
                pause = longer(pause);
            } catch (RuntimeException | Error e) {
                // A thread that ended here would never hear of anything again.
                if (!closed) {
                    LOG.log(Level.ERROR, noWord() + "something is wrong here", e);
                }
                inStep = false;
                pause = longer(pause);
            }
        }
    }

    private String noWord() {
        return "no word on revocations as " + rules.clientId() + ": ";
    }

    /// Waits before the next attempt; returns for how long.
    private static long longer(long pause) {
        long next = Math.clamp(pause * 2, FIRST_PAUSE, LONGEST_PAUSE);
        // Many verifiers that lost one server do not come back in step.
        sleep(next / 2 + RANDOM.nextLong(next / 2));
        return next;
    }

    /// One question; true when there was something on the list.
    private boolean ask(Duration patience) throws Unreachable, TokenRefused {
        String nonce = nonce();
        String query =
                "wait="
                        + patience.toSeconds()
                        + "&nonce="
                        + nonce
                        + cursor.map(RevocationFeed::inQuery).orElse("");
        byte[] answer = server.revocations(query, rules.authorization(), patience.plus(SLACK));
        VerifiedToken told = verified(new String(answer, StandardCharsets.ISO_8859_1).strip());
        // Whoever kept an older answer, which lacks what came since, cannot show it again.
        if (!told.text("nonce").equals(Optional.of(nonce))) {
            throw new Unreachable("an answer to another question");
        }
        Map<UUID, Long> list = list(told.claims());
        revoked.add(list);
        told.text("cursor").ifPresent(at -> cursor = Optional.of(at));
        Set<String> published = new HashSet<>(told.texts("keys"));
        if (!published.isEmpty()) {
            keys.keepOnly(published, rules.silence());
        }
        if (!told.flag("more").orElse(false)) {
            revoked.heard();
        }
        return !list.isEmpty();
    }

    private static String inQuery(String cursor) {
        return "&cursor=" + URLEncoder.encode(cursor, StandardCharsets.UTF_8);
    }

    private VerifiedToken verified(String answer) throws TokenRefused {
        keys.require();
        try {
            return verifier.verify(answer);
        } catch (TokenRefused e) {
            if (e.reason() != Reason.UNKNOWN_KEY) {
                throw e;
            }
        }
        // Perhaps the key before was dropped a moment ago. This is our own question, not a
        // stranger's token.
        keys.renew();
        return verifier.verify(answer);
    }

    private static Map<UUID, Long> list(Map<String, Object> claims) throws Unreachable {
        if (!(claims.get("revoked") instanceof Map<?, ?> members)) {
            throw new Unreachable("an answer without a list");
        }
        Map<UUID, Long> list = new HashMap<>();
        for (Map.Entry<?, ?> member : members.entrySet()) {
            if (!(member.getKey() instanceof String name)
                    || !(member.getValue() instanceof Long expiry)) {
                throw new Unreachable("a list that cannot be read");
            }
            list.put(id(name), expiry);
        }
        return list;
    }

    /// The sixteen bytes of an id.
    private static UUID id(String name) throws Unreachable {
        byte[] bytes = Base64Url.decode(name).orElse(new byte[0]);
        if (bytes.length != 16) {
            throw new Unreachable("a list that cannot be read");
        }
        ByteBuffer halves = ByteBuffer.wrap(bytes);
        return new UUID(halves.getLong(), halves.getLong());
    }

    private static String nonce() {
        byte[] bytes = new byte[16];
        RANDOM.nextBytes(bytes);
        return Base64Url.encode(bytes);
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
