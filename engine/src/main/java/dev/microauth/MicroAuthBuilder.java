package dev.microauth;

import dev.microauth.jose.Algorithm;
import dev.microauth.key.KeySchedule;
import dev.microauth.key.SigningDefaults;
import dev.microauth.passkey.PasskeyRules;
import dev.microauth.password.Argon2Cost;
import dev.microauth.password.HashLimits;
import dev.microauth.password.NativeCrypto;
import dev.microauth.password.PasswordContext;
import dev.microauth.password.PasswordJudge;
import dev.microauth.password.PasswordJudgement;
import dev.microauth.password.PasswordPolicy;
import dev.microauth.problem.AuthException;
import dev.microauth.secret.MasterKey;
import dev.microauth.secret.Secret;
import dev.microauth.throttle.Rate;
import dev.microauth.token.Issuers;
import dev.microauth.token.Lifetimes;
import dev.microauth.user.Username;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/// How an engine is to be opened. What is not said has the default of the daemon.
///
/// ```java runnable
/// var options = MicroAuth.builder()
///         .appName("shop")
///         .persistTo(directory)
///         .issuers(new Issuers("https://id.example.com", "https://admin.example.com"));
/// try (MicroAuth auth = options.open()) {
///     System.out.println(auth.engine().describe());
/// }
/// ```
public final class MicroAuthBuilder {
    private static final Duration SHORTEST_INTERVAL = Duration.ofMillis(100);
    private static final Duration LONGEST_INTERVAL = Duration.ofHours(24);
    private static final Duration SHORTEST_RETENTION = Duration.ofDays(1);
    private static final Duration LONGEST_RETENTION = Duration.ofDays(3650);

    String appName = "microauth";
    Issuers issuers = new Issuers("http://localhost:9040", "http://localhost:9041");
    Lifetimes lifetimes = Lifetimes.DEFAULT;
    Argon2Cost argon2 = Argon2Cost.DEFAULT;
    HashLimits hashLimits =
            new HashLimits(
                    Runtime.getRuntime().availableProcessors(), 1_000, Duration.ofSeconds(10));
    Duration auditRetention = Duration.ofDays(400);
    Consumer<String> auditCheckpoints = _ -> {};
    PasswordPolicy passwordPolicy = PasswordPolicy.DEFAULT;
    NativeCrypto nativeCrypto = NativeCrypto.refused();
    InstantSource clock = InstantSource.system();
    Optional<MasterKeySource> masterKey = Optional.empty();
    Optional<KeyImport> keyImport = Optional.empty();
    KeySchedule keySchedule = KeySchedule.DEFAULT;
    Optional<Path> directory = Optional.empty();
    Optional<Duration> persistenceInterval = Optional.empty();
    Optional<PasskeyRules> passkeyRules = Optional.empty();
    Optional<Integer> maxTokensPerUser = Optional.empty();
    Optional<Integer> maxClients = Optional.empty();
    Optional<Rate> rate = Optional.empty();
    SigningDefaults signing = SigningDefaults.STANDARD;
    boolean tokenEncryption;
    boolean autoCleanup = true;
    boolean keysOnDemand;
    boolean requireAdminMfa;
    boolean plaintextDatabase;
    boolean mayCreate = true;
    private final AtomicBoolean used = new AtomicBoolean();

    MicroAuthBuilder() {}

    /// What the service calls itself, in the audit too; no password may be made of it.
    ///
    /// @throws IllegalArgumentException for one that is blank, or has control characters
    public MicroAuthBuilder appName(String name) {
        if (name.isBlank() || name.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("appName is one line that is not blank");
        }
        appName = name;
        return this;
    }

    /// The data directory: made (0700), with database and keys, when it is not there. A change is on the disk before
    /// its call returns. Without this everything is in memory, and gone when it is closed.
    public MicroAuthBuilder persistTo(Path path) {
        directory = Optional.of(path);
        return this;
    }

    /// Keeps everything in memory, and writes all of it to the directory at this interval, when it has changed, and when
    /// it is closed. Changes cost no wait for the disk; a process that is killed, or a machine without power, loses those
    /// of the last interval and of the time that one writing takes, **revocations and used codes among them**.
    ///
    /// The snapshot before the newest is kept, and taken when the newest is damaged; [MicroAuth#recovery] tells.
    ///
    /// @param interval 100 milliseconds to 24 hours
    public MicroAuthBuilder persistenceInterval(Duration interval) {
        AuthException.Invalid.unless(
                interval.compareTo(SHORTEST_INTERVAL) >= 0
                        && interval.compareTo(LONGEST_INTERVAL) <= 0,
                "persistenceInterval",
                "is " + interval + ", and must be from 100 milliseconds to 24 hours");
        persistenceInterval = Optional.of(interval);
        return this;
    }

    /// Refuses a directory without a database, or with an empty file in its place, instead of making one.
    public MicroAuthBuilder existing() {
        mayCreate = false;
        return this;
    }

    /// Where both doors are found, which is the `iss` of what is issued; `http://localhost:9040` and `http://localhost:9041`
    /// unless said. Tokens of another issuer are worth nothing here, so it stays what it is.
    public MicroAuthBuilder issuers(Issuers both) {
        issuers = both;
        return this;
    }

    /// How long everything else lives: sessions, codes, refresh tokens.
    public MicroAuthBuilder lifetimes(Lifetimes all) {
        lifetimes = all;
        return this;
    }

    /// How long an access token lives for whose client nothing else was said, and with it the ID token beside it; ten minutes
    /// unless said. Fractions of a second are cut off.
    ///
    /// @throws IllegalArgumentException for less than a second, or more than [dev.microauth.key.KeyRings#PUBLISHED_AFTER]
    public MicroAuthBuilder tokenExpiry(Duration life) {
        if (life.toSeconds() < 1) {
            throw new IllegalArgumentException("a token lives for a second at least");
        }
        lifetimes = lifetimes.withAccessToken(life.truncatedTo(ChronoUnit.SECONDS));
        return this;
    }

    /// How many live access tokens one person may have on the auth ring, through all clients together; with one more the
    /// oldest is revoked in the same transaction. Without it, as many as they like. Clients and service accounts, which
    /// are no persons, are not counted; neither are refresh tokens.
    ///
    /// @throws IllegalArgumentException for less than one
    public MicroAuthBuilder maxTokensPerUser(int most) {
        maxTokensPerUser = Optional.of(positive(most, "maxTokensPerUser"));
        return this;
    }

    /// How many clients there may be; one more is refused with
    /// [dev.microauth.problem.AuthException.LimitReached]. Those that are there already stay.
    ///
    /// @throws IllegalArgumentException for less than one
    public MicroAuthBuilder maxClients(int most) {
        maxClients = Optional.of(positive(most, "maxClients"));
        return this;
    }

    /// Whether expired rows are removed, keys rotated and old audit events purged by themselves, once a minute from the
    /// opening on; true unless said. With false that is [MicroAuth#cleanUp()]'s to do, and without it tables grow and
    /// keys stay.
    public MicroAuthBuilder autoCleanup(boolean byItself) {
        autoCleanup = byItself;
        return this;
    }

    /// How often a network may ask, right or wrong, and each client that has proved itself: so many at once, and as many
    /// again spread over each period. One count for what clients ask (tokens, introspection, revocation), another for
    /// sign-ins. Over HTTP the refusal is `429` with `slow_down` and `Retry-After`; calls of this process are a network of their
    /// own. Counted in memory, 10,000 networks and clients at most. Without it only failures slow anybody down.
    ///
    /// @param most at least one
    /// @param per between a second and a day
    /// @throws IllegalArgumentException for values outside these bounds
    public MicroAuthBuilder rateLimit(int most, Duration per) {
        rate = Optional.of(new Rate(most, per));
        return this;
    }

    /// What access tokens and ID tokens of the auth ring are signed with, save for clients that chose for themselves.
    /// Unless said, access tokens have ES256 and ID tokens RS256. A first RSA key takes about a second and is made when it is
    /// first needed.
    public MicroAuthBuilder signingAlgorithm(Algorithm algorithm) {
        signing = SigningDefaults.both(algorithm);
        return this;
    }

    /// Whether access tokens are encrypted (JWE, `dir` with A256GCM, around the signed token), so that only this server can
    /// read them; a bare one is refused then, as an encrypted one is without it. Keys of both rings are derived from the root
    /// key, one for each day. Other resource servers cannot verify such tokens: they ask `/introspect`.
    public MicroAuthBuilder tokenEncryption(boolean encrypted) {
        tokenEncryption = encrypted;
        return this;
    }

    private static int positive(int most, String option) {
        if (most < 1) {
            throw new IllegalArgumentException(option + " is at least one");
        }
        return most;
    }

    /// How long audit events stay at least; a day to ten years.
    ///
    /// @throws IllegalArgumentException beyond these
    public MicroAuthBuilder auditRetention(Duration kept) {
        if (kept.compareTo(SHORTEST_RETENTION) < 0 || kept.compareTo(LONGEST_RETENTION) > 0) {
            throw new IllegalArgumentException("audit events are kept for a day to ten years");
        }
        auditRetention = kept;
        return this;
    }

    /// Takes the line of every sealed checkpoint of the audit to where this machine cannot change it.
    public MicroAuthBuilder auditCheckpoints(Consumer<String> keeper) {
        auditCheckpoints = keeper;
        return this;
    }

    /// What hashing a password costs, and how many are hashed and wait at a time.
    public MicroAuthBuilder argon2(Argon2Cost cost, HashLimits limits) {
        argon2 = cost;
        hashLimits = limits;
        return this;
    }

    /// How long passwords are at least; 15 characters, and 8 beside a second factor, unless said.
    public MicroAuthBuilder passwordPolicy(PasswordPolicy policy) {
        passwordPolicy = policy;
        return this;
    }

    /// Lets the engine use native code; without it everything is Java.
    public MicroAuthBuilder nativeCrypto(NativeCrypto natives) {
        nativeCrypto = natives;
        return this;
    }

    /// A file for the master key, one line of 64 hexadecimal digits that only its owner can read (0600); made with a new
    /// key when neither it nor a database is there, and not written again where it is outside of the data directory: other
    /// installations may have the same. Without any source it is `master.key` in the data directory.
    ///
    /// Throws [IllegalStateException] when another source was named before, here and in the next three.
    public MicroAuthBuilder masterKeyFile(Path file) {
        return masterKey(new MasterKeySource.FromFile(file));
    }

    /// An environment variable that holds the master key, 64 hexadecimal digits. It is read when the engine is opened,
    /// which refuses when it is missing, and is never written anywhere.
    public MicroAuthBuilder masterKeyFromEnvironment(String variable) {
        return masterKey(new MasterKeySource.FromEnvironment(variable));
    }

    /// The master key as 64 hexadecimal digits, from wherever the application keeps it; the secret stays the caller's.
    ///
    /// Throws [IllegalArgumentException] when it is no such key.
    public MicroAuthBuilder masterKey(Secret digits) {
        return masterKey(new MasterKeySource.Given(MasterKey.parse(digits.revealText())));
    }

    /// The master key as 32 random bytes; the array stays the caller's.
    ///
    /// Throws [IllegalArgumentException] when there are not 32, or all are the same.
    public MicroAuthBuilder masterKey(byte[] bytes) {
        return masterKey(new MasterKeySource.Given(MasterKey.of(bytes.clone())));
    }

    private MicroAuthBuilder masterKey(MasterKeySource source) {
        if (masterKey.isPresent()) {
            throw new IllegalStateException(
                    "the master key comes from "
                            + masterKey.get().described()
                            + " already: name one source");
        }
        masterKey = Optional.of(source);
        return this;
    }

    /// The keys of a database that was brought to this directory without them, from
    /// [dev.microauth.acting.ActingKeys#export(char[])]. Opening refuses when keys are here already, no database is, or
    /// they do not fit, and then leaves nothing behind. Where another source of the master key is named, that key
    /// takes the place of the exported one.
    public MicroAuthBuilder importKeys(byte[] export, char[] passphrase) {
        keyImport = Optional.of(new KeyImport(export.clone(), passphrase.clone()));
        return this;
    }

    /// How long a signing key signs, and a data key seals, before housekeeping replaces it: a day to three years, 90
    /// days when nothing is said.
    ///
    /// Throws [IllegalArgumentException] out of these bounds.
    public MicroAuthBuilder keyRotation(Duration interval) {
        keySchedule = new KeySchedule(interval, keySchedule.oldKept());
        return this;
    }

    /// How many old data keys, and how many retired signing keys of each algorithm, stay when nothing needs them any
    /// more: 0 to 100, none when nothing is said. What still seals a value, or may have signed a token that lives, stays
    /// in any case.
    ///
    /// Throws [IllegalArgumentException] out of these bounds.
    public MicroAuthBuilder oldKeysKept(int number) {
        keySchedule = new KeySchedule(keySchedule.rotation(), number);
        return this;
    }

    /// For whom passkeys are made. Without it: the host of the auth issuer, shown at both issuers that lie on it or
    /// below it, without attestation.
    public MicroAuthBuilder passkeys(PasskeyRules rules) {
        passkeyRules = Optional.of(rules);
        return this;
    }

    /// Refuses administrators who have no second factor.
    public MicroAuthBuilder requireAdminMfa(boolean required) {
        requireAdminMfa = required;
        return this;
    }

    /// A database that anybody with the file can read. For looking into it, never for use.
    public MicroAuthBuilder plaintextDatabase() {
        plaintextDatabase = true;
        return this;
    }

    /// Whose time it is; for tests.
    public MicroAuthBuilder clock(InstantSource source) {
        clock = source;
        return this;
    }

    /// Whether the engine would let a new user have this password; nothing is opened or stored for the answer.
    ///
    /// Throws [dev.microauth.problem.AuthException.Invalid] when the name can be none.
    public PasswordJudgement judge(char[] password, String username, Optional<String> email) {
        var context =
                new PasswordContext(
                        Username.of(username).value(),
                        email,
                        appName,
                        URI.create(issuers.auth()).getHost());
        return new PasswordJudge(passwordPolicy).judge(password, false, context);
    }

    /// Opens the engine. A builder opens one: what it was given may hold secrets, and is not kept for another.
    ///
    /// Throws [dev.microauth.directory.DirectoryRefusal] or
    /// [dev.microauth.db.StorageException.Unavailable], each with one line that says what to do;
    /// [IllegalStateException] when this builder was used before, or when its options contradict each other.
    public MicroAuth open() {
        keysOnDemand = true;
        Engine engine = openEngine();
        if (autoCleanup) {
            engine.startHousekeeping();
        }
        return new MicroAuth(engine, appName);
    }

    /// The same for a door, which says who acts with each change. Every signing key is made before it returns, and
    /// housekeeping begins with [Engine#startHousekeeping()].
    public Engine openEngine() {
        if (used.getAndSet(true)) {
            throw new IllegalStateException(
                    "this builder was used: take a new one, MicroAuth.builder(), for another engine or another attempt");
        }
        return Opening.of(this);
    }
}
