package dev.microauth.factor;

import dev.microauth.actor.Actor;
import dev.microauth.audit.Action;
import dev.microauth.audit.AuditEvent;
import dev.microauth.db.Database;
import dev.microauth.db.Tx;
import dev.microauth.key.DataKeys;
import dev.microauth.problem.AuthException.NotFound;
import dev.microauth.problem.AuthException.Protected;
import dev.microauth.secret.Digest;
import dev.microauth.secret.Hotp;
import dev.microauth.secret.Place;
import dev.microauth.secret.Randomness;
import dev.microauth.secret.Secret;
import dev.microauth.subject.UserId;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.OptionalLong;

/// Codes of an authenticator app: SHA-1, six digits, 30 seconds, one step of leeway to either side.
public final class Totp {
    /// How long a secret waits for its first code.
    public static final Duration TO_CONFIRM = Duration.ofHours(1);

    private static final int STEP_SECONDS = 30;
    private static final int LEEWAY = 1;
    // RFC 4226 §4, R6: 160 bits are what is recommended.
    private static final int SECRET_BYTES = 20;

    private final Database database;
    private final DataKeys seal;
    private final Randomness randomness;
    private final InstantSource clock;
    private final String serviceName;

    public Totp(
            Database database,
            DataKeys seal,
            Randomness randomness,
            InstantSource clock,
            String serviceName) {
        this.database = database;
        this.seal = seal;
        this.randomness = randomness;
        this.clock = clock;
        this.serviceName = serviceName;
    }

    /// A secret for somebody's app, in place of one that was not confirmed. It is shown this once, and asks nobody for
    /// a code until it is confirmed, which has to happen within an hour.
    ///
    /// Throws [Protected] when one is confirmed already.
    public TotpEnrolment enrol(Actor actor, UserId id) {
        byte[] secret = randomness.bytes(SECRET_BYTES);
        String readable = Base32.of(secret);
        String username =
                seal.storing(() -> store(actor, id, seal.seal(secret, place(id)), clock.instant()));
        Arrays.fill(secret, (byte) 0);
        return new TotpEnrolment(Secret.of(readable), Secret.of(uri(username, readable)));
    }

    private String store(Actor actor, UserId id, byte[] sealed, Instant now) {
        return database.write(tx -> {
            String name =
                    TotpStore.username(tx, id)
                            .orElseThrow(() -> new NotFound("user", id.toString()));
            if (!TotpStore.enrol(tx, id, sealed, now)) {
                throw new Protected("there is an authenticator app already: remove it first");
            }
            tx.record(
                    AuditEvent.of(now, actor, Action.TOTP_ENROL)
                            .on("user", id.toString())
                            .saying("waits for its first code"));
            return name;
        });
    }

    private String uri(String username, String secret) {
        return "otpauth://totp/%s:%s?secret=%s&issuer=%s&algorithm=SHA1&digits=6&period=%d"
                .formatted(
                        escaped(serviceName),
                        escaped(username),
                        secret,
                        escaped(serviceName),
                        STEP_SECONDS);
    }

    private static String escaped(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /// Whether a secret waits for its first code.
    public boolean isWaiting(Tx tx, UserId id, Instant now) {
        return TotpStore.waiting(tx, id, now.minus(TO_CONFIRM)).isPresent();
    }

    /// Part of the change that confirms: whether this code is of the secret that waits. It spends its step.
    public boolean confirm(Tx tx, UserId id, String code, Instant now) {
        return TotpStore.waiting(tx, id, now.minus(TO_CONFIRM))
                .filter(waiting -> {
                    OptionalLong step = step(id, waiting, code, now);
                    return step.isPresent()
                            && TotpStore.confirm(tx, id, waiting, step.getAsLong(), now);
                })
                .isPresent();
    }

    /// Part of a sign-in: whether this code is one of now and was not used. One statement decides who was first.
    public boolean use(Tx tx, UserId id, String code, Instant now) {
        return TotpStore.confirmed(tx, id)
                .filter(stored -> {
                    OptionalLong step = step(id, stored, code, now);
                    return step.isPresent() && TotpStore.spend(tx, id, stored, step.getAsLong());
                })
                .isPresent();
    }

    /// The step whose code this is, if it is one of about now that comes after the last one spent.
    private OptionalLong step(UserId id, TotpStore.Stored stored, String code, Instant now) {
        byte[] typed = code.replace(" ", "").getBytes(StandardCharsets.UTF_8);
        byte[] secret = seal.open(stored.sealed(), place(id));
        long current = Math.floorDiv(now.getEpochSecond(), STEP_SECONDS);
        var found = OptionalLong.empty();
        // RFC 6238 §5.2: a step of delay is allowed for, and no code is taken twice.
        for (long step = current + LEEWAY; step >= current - LEEWAY; step--) {
            byte[] right = Hotp.code(secret, step).getBytes(StandardCharsets.UTF_8);
            if (Digest.same(typed, right) && step > stored.lastStep()) {
                found = OptionalLong.of(step);
            }
        }
        Arrays.fill(secret, (byte) 0);
        return found;
    }

    /// Part of the change that removes; false when there was none.
    public boolean remove(Tx tx, UserId id) {
        return TotpStore.remove(tx, id);
    }

    public boolean isEnrolled(Tx tx, UserId id) {
        return TotpStore.confirmed(tx, id).isPresent();
    }

    public boolean isEnrolled(UserId id) {
        return database.read(tx -> isEnrolled(tx, id));
    }

    static Place place(UserId id) {
        return new Place("totp_secrets", "sealed_secret", id.toString());
    }
}
