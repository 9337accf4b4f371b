package dev.microauth.web;

import dev.microauth.Engine;
import dev.microauth.MicroAuth;
import dev.microauth.MicroAuthBuilder;
import dev.microauth.access.AdminPermission;
import dev.microauth.actor.Actor;
import dev.microauth.client.NewClient;
import dev.microauth.oauth.GrantType;
import dev.microauth.password.NativeCrypto;
import dev.microauth.subject.ClientId;
import dev.microauth.token.WaitingRoom;
import dev.microauth.user.User;
import dev.microauth.user.Username;
import dev.microauth.web.admin.AdminApi;
import dev.microauth.web.http.Method;
import dev.microauth.web.status.Running;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

/// Both ports over an engine with a few people and clients in it. They are made once in a process and copied, since
/// hashing passwords and making RSA keys is most of the work.
///
/// `alice`, `locked`, `disabled` and `admin`, who holds `MadAdmin`, have the password [#PASSWORD]. The clients are
/// `shop` (first-party, every grant), `batch` (client_credentials), `stranger` (every grant but password, not
/// first-party), `page` (public) and `off` (disabled, with its secret); for sign-in in a browser, `spa` (public,
/// first-party) and `guest` (confidential, not first-party).
public final class Site implements AutoCloseable {
    public static final String PASSWORD = "a lantern over seven stones";
    public static final Actor ACTOR = Actor.system("test");
    public static final Instant START = Instant.parse("2027-03-01T12:00:00Z");

    /// What the daemon would say of its settings.
    public static final List<Running.Setting> SETTINGS =
            List.of(
                    new Running.Setting("auth-port", "9040", "default"),
                    new Running.Setting("issuer", "https://login.example.com", "mad.toml:3"));

    private static final Path PLACE = Path.of("target", "sites").toAbsolutePath();
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final Path directory;
    private final Engine engine;
    private final Port auth;
    private final Port admin;
    private final AdminApi api;
    private final AtomicReference<Instant> now;
    private final AtomicBoolean running = new AtomicBoolean(true);

    private Site(Path directory, Engine engine, AtomicReference<Instant> now) {
        this.directory = directory;
        this.engine = engine;
        this.now = now;
        var routes =
                new Routes(
                        engine,
                        new Running("test", START, SETTINGS),
                        Optional.empty(),
                        WaitingRoom.large());
        this.auth = new Port(routes.auth());
        this.admin = new Port(routes.admin());
        this.api = routes.api();
    }

    public static Site open() {
        return open(UnaryOperator.identity());
    }

    public static Site open(UnaryOperator<MicroAuthBuilder> settings) {
        var directory = fresh();
        var now = new AtomicReference<>(START);
        try (var files = Files.list(Template.DIRECTORY)) {
            for (Path file : files.toList()) {
                Files.copy(
                        file,
                        directory.resolve(file.getFileName()),
                        StandardCopyOption.COPY_ATTRIBUTES);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Site(directory, settings.apply(builder(directory, now)).openEngine(), now);
    }

    /// The first site, from which the others are copied.
    private static final class Template {
        static final Map<String, String> SECRETS = new LinkedHashMap<>();
        static final Path DIRECTORY = make();

        private static Path make() {
            var directory = fresh();
            try (var engine = builder(directory, new AtomicReference<>(START)).openEngine()) {
                populate(engine);
            }
            return directory;
        }

        private static void populate(Engine engine) {
            var access = engine.access();
            engine.scopes().create(ACTOR).name("orders:read").save();
            engine.scopes().create(ACTOR).name("orders:write").save();
            engine.scopes().create(ACTOR).name("reports:read").save();
            engine.roles().create(ACTOR).name("Clerk").save();
            var alice = person(engine, "alice");
            access.assignScope(ACTOR, alice.id(), "orders:read");
            access.assignRole(ACTOR, alice.id(), "Clerk");
            access.assignRole(ACTOR, person(engine, "admin").id(), "MadAdmin");
            var locked = person(engine, "locked");
            engine.users().lockOut(ACTOR, locked.id(), Optional.of(START.plusSeconds(86_400)));
            engine.users().deactivate(ACTOR, person(engine, "disabled").id());

            client(
                    engine,
                    "shop",
                    with ->
                            with.firstParty()
                                    .grants(GrantType.values())
                                    .redirectUris("https://shop.example.com/callback")
                                    .scopes("openid", "profile", "email", "groups", "orders:read"));
            client(
                    engine,
                    "batch",
                    with ->
                            with.grants(GrantType.CLIENT_CREDENTIALS)
                                    .scopes("orders:read", "orders:write"));
            client(
                    engine,
                    "stranger",
                    with ->
                            with.grants(GrantType.CLIENT_CREDENTIALS, GrantType.REFRESH_TOKEN)
                                    .scopes("openid", "orders:read"));
            client(engine, "page", with -> with.publicClient().grants(GrantType.REFRESH_TOKEN));
            client(
                    engine,
                    "spa",
                    with ->
                            with.name("The Garden Planner")
                                    .publicClient()
                                    .firstParty()
                                    .grants(GrantType.AUTHORIZATION_CODE, GrantType.REFRESH_TOKEN)
                                    .redirectUris(
                                            "https://spa.example.com/callback",
                                            "http://127.0.0.1/callback",
                                            "com.example.spa:/callback")
                                    .scopes("openid", "profile", "email", "offline_access"));
            client(
                    engine,
                    "guest",
                    with ->
                            with.name("Photo Printer")
                                    .grants(GrantType.AUTHORIZATION_CODE, GrantType.REFRESH_TOKEN)
                                    .redirectUris("https://guest.example.com/callback?from=here")
                                    .scopes(
                                            "openid",
                                            "profile",
                                            "email",
                                            "orders:read",
                                            "offline_access"));
            client(engine, "off", with -> with.grants(GrantType.CLIENT_CREDENTIALS));
            engine.clients().deactivate(ACTOR, ClientId.of("off"));
        }

        private static User person(Engine engine, String name) {
            return engine.users()
                    .create(ACTOR)
                    .username(name)
                    .name(name.toUpperCase(Locale.ROOT))
                    .email(name + "@example.com")
                    .password(PASSWORD.toCharArray())
                    .save();
        }

        private static void client(Engine engine, String id, UnaryOperator<NewClient> with) {
            with.apply(engine.clients().create(ACTOR).clientId(id))
                    .save()
                    .secret()
                    .ifPresent(secret -> SECRETS.put(id, secret.revealText()));
        }
    }

    private static MicroAuthBuilder builder(Path directory, AtomicReference<Instant> now) {
        return MicroAuth.builder()
                .clock(now::get)
                .persistTo(directory)
                .nativeCrypto(NativeCrypto.allowed(PLACE.resolveSibling("natives")));
    }

    private static Path fresh() {
        var directory =
                PLACE.resolve(ProcessHandle.current().pid() + "-" + NUMBER.getAndIncrement());
        try {
            Files.createDirectories(PLACE.resolveSibling("natives"));
            Files.createDirectories(PLACE);
            return Files.createDirectory(
                    directory,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Engine engine() {
        return engine;
    }

    public Port auth() {
        return auth;
    }

    public Port admin() {
        return admin;
    }

    public AdminApi api() {
        return api;
    }

    /// A token of the admin port.
    public String adminToken(String username) {
        return admin.post("/token")
                .form("username", username, "password", PASSWORD)
                .send()
                .succeeds()
                .text("access_token");
    }

    /// A token of somebody new, whose one role holds these permissions.
    public String administrator(String name, Collection<AdminPermission> permissions) {
        var role = engine.roles().create(ACTOR).name("role of " + name).save();
        permissions.forEach(each ->
                engine.roles()
                        .addPermission(
                                ACTOR,
                                role.id(),
                                engine.permissions().find(each.permission()).orElseThrow().id()));
        var user =
                engine.users().create(ACTOR).username(name).password(PASSWORD.toCharArray()).save();
        engine.access().assignRole(ACTOR, user.id(), role.id());
        return adminToken(name);
    }

    public void advance(Duration step) {
        now.updateAndGet(before -> before.plus(step));
    }

    public Instant now() {
        return now.get();
    }

    public String secret(String client) {
        return Optional.ofNullable(Template.SECRETS.get(client)).orElseThrow();
    }

    public User user(String name) {
        return engine.users().find(Username.of(name)).orElseThrow();
    }

    /// POST to the auth port as one of the clients.
    public Call as(String client, String path) {
        return auth.call(Method.POST, path).basic(client, secret(client));
    }

    /// A token request of one of the clients.
    public Call token(String client, String grantType) {
        return as(client, "/token").form("grant_type", grantType);
    }

    /// A token request in the name of a user.
    public Call password(String client, String username, String password) {
        return token(client, "password").form("username", username, "password", password);
    }

    /// A token of the client's own.
    public String clientToken(String client) {
        return token(client, "client_credentials").send().text("access_token");
    }

    /// What the client `shop` gets in the name of alice.
    public Answer aliceSignsIn(String scope) {
        return password("shop", "alice", PASSWORD).form("scope", scope).send();
    }

    /// Takes the engine away from under the doors.
    public void stop() {
        if (running.getAndSet(false)) {
            engine.close();
        }
    }

    @Override
    public void close() {
        stop();
        try (var files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
