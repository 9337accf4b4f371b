package dev.microauth;

import dev.microauth.actor.Actor;
import dev.microauth.audit.AuditChain;
import dev.microauth.client.NewClient;
import dev.microauth.db.Database;
import dev.microauth.password.NativeCrypto;
import dev.microauth.user.User;
import dev.microauth.user.Username;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// An engine with a few people in it, on a fresh database. The people are made once in a process and
/// copied, since hashing their passwords and making RSA keys is most of the work.
///
/// `alice` and `bob` have the password, `carol` has none, `admin` holds `MadAdmin`. The scopes
/// `orders:read`, `orders:write` and `reports:read` exist; alice was given the first two, and the roles
/// `Clerk` and `Packer`.
public final class Installation implements AutoCloseable {
    public static final String PASSWORD = "a lantern over seven stones";
    public static final Actor ACTOR = Actor.system("test");

    private static final Map<Db, Storage> SEEDED = new EnumMap<>(Db.class);

    private final Storage storage;
    private final TestClock clock = new TestClock();
    private UnaryOperator<MicroAuthBuilder> settings = UnaryOperator.identity();
    private Engine auth;

    private Installation(Storage storage) {
        this.storage = storage;
        this.auth = open();
    }

    public static Installation on(Db db) {
        return new Installation(seeded(db).copy());
    }

    /// Nothing but an engine on an empty database.
    public static Installation emptyOn(Db db) {
        return new Installation(Storage.empty(db));
    }

    private static synchronized Storage seeded(Db db) {
        return SEEDED.computeIfAbsent(
                db,
                _ -> {
                    var storage = Storage.empty(db);
                    try (var auth = storage.open(options(new TestClock()))) {
                        populate(auth);
                    }
                    Runtime.getRuntime().addShutdownHook(new Thread(() -> discard(storage)));
                    return storage;
                });
    }

    private static void discard(Storage storage) {
        if (storage.db() == Db.SQLITE) {
            storage.close();
        }
    }

    private static void populate(Engine auth) {
        var access = auth.access();
        for (String scope : new String[] {"orders:read", "orders:write", "reports:read"}) {
            auth.scopes().create(ACTOR).name(scope).save();
        }
        auth.roles().create(ACTOR).name("Clerk").save();
        auth.roles().create(ACTOR).name("Packer").save();
        var alice = person(auth, "alice");
        access.assignScope(ACTOR, alice.id(), "orders:read");
        access.assignScope(ACTOR, alice.id(), "orders:write");
        access.assignRole(ACTOR, alice.id(), "Clerk");
        access.assignRole(ACTOR, alice.id(), "Packer");
        person(auth, "bob");
        auth.users().create(ACTOR).username("carol").save();
        access.assignRole(ACTOR, person(auth, "admin").id(), "MadAdmin");
    }

    private static User person(Engine auth, String name) {
        return auth.users()
                .create(ACTOR)
                .username(name)
                .email(name + "@example.com")
                .password(PASSWORD.toCharArray())
                .save();
    }

    private static MicroAuthBuilder options(TestClock clock) {
        return MicroAuth.builder()
                .clock(clock)
                .nativeCrypto(NativeCrypto.allowed(Natives.DIRECTORY));
    }

    private static final class Natives {
        static final Path DIRECTORY = directory();

        private static Path directory() {
            try {
                return Files.createDirectories(Path.of("target", "natives").toAbsolutePath());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private Engine open() {
        return storage.open(settings.apply(options(clock)));
    }

    public Engine auth() {
        return auth;
    }

    /// The front door of the same engine.
    public MicroAuth library() {
        return new MicroAuth(auth, "shop");
    }

    public Storage storage() {
        return storage;
    }

    public TestClock clock() {
        return clock;
    }

    public void stop() {
        auth.close();
    }

    public void start() {
        auth = open();
    }

    /// A restart, after which nothing is left of what was only in memory.
    public void restart() {
        stop();
        start();
    }

    /// A restart with other settings, which stay.
    public void restart(UnaryOperator<MicroAuthBuilder> other) {
        settings = other;
        restart();
    }

    /// Another node on the same database, where the database serves several.
    public Optional<Engine> secondNode() {
        return storage instanceof Storage.OnPostgres postgres
                ? Optional.of(postgres.node(settings.apply(options(clock)), 2))
                : Optional.empty();
    }

    /// Runs what is a part of other transactions in one of its own, while the engine stands still.
    public <T> T inside(Database.Work<T> work) {
        return beneath(database -> database.write(work));
    }

    /// The same, for what wants the database itself.
    public <T> T beneath(Function<Database, T> work) {
        stop();
        var chain = new AuditChain(1, storage.rootKey().keyed("audit chain"));
        try (var database = Database.open(storage.dialect(), chain)) {
            return work.apply(database);
        } finally {
            start();
        }
    }

    public User user(String name) {
        return auth.users().find(Username.of(name)).orElseThrow();
    }

    public App app(String clientId, UnaryOperator<NewClient> with) {
        var bare =
                auth.clients()
                        .create(ACTOR)
                        .clientId(clientId)
                        .redirectUris("https://app.example.com/callback")
                        .grants();
        var created = with.apply(bare).save();
        return new App(this, created.client().clientId(), created.secret());
    }

    @Override
    public void close() {
        auth.close();
        storage.close();
    }
}
