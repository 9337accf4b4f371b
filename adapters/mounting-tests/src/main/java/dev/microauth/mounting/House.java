package dev.microauth.mounting;

import dev.microauth.Engine;
import dev.microauth.MicroAuth;
import dev.microauth.actor.Actor;
import dev.microauth.oauth.GrantType;
import dev.microauth.password.Argon2Cost;
import dev.microauth.password.HashLimits;
import dev.microauth.subject.UserId;
import dev.microauth.token.Issuers;
import dev.microauth.web.Doors;
import java.nio.file.Path;
import java.time.Duration;

/// An engine with two people and a client, for doors at `/id` and `/id-admin` of one port of this machine.
///
/// `alice` and `root`, who holds `MadAdmin`, have the password [#PASSWORD]. The client `printer` is not of the house, so
/// that people are asked before it gets anything; [#secret()] is its secret.
public final class House implements AutoCloseable {
    /// Of both people.
    public static final String PASSWORD = "a lantern over seven stones";

    static final String CALLBACK = "https://printer.example.com/callback?from=here";

    private static final Actor ACTOR = Actor.system("test");

    private final MicroAuth auth;
    private final Engine engine;
    private final Issuers issuers;
    private final String secret;

    private House(MicroAuth auth, Issuers issuers) {
        this.auth = auth;
        this.engine = auth.engine();
        this.issuers = issuers;
        engine.scopes().create(ACTOR).name("orders:read").save();
        person("alice");
        engine.access().assignRole(ACTOR, person("root"), "MadAdmin");
        this.secret =
                engine.clients()
                        .create(ACTOR)
                        .clientId("printer")
                        .name("Photo Printer")
                        .grants(
                                GrantType.AUTHORIZATION_CODE,
                                GrantType.REFRESH_TOKEN,
                                GrantType.CLIENT_CREDENTIALS)
                        .redirectUris(CALLBACK)
                        .scopes("openid", "profile", "email", "orders:read", "offline_access")
                        .save()
                        .secret()
                        .orElseThrow()
                        .revealText();
    }

    /// Opens one in an empty directory.
    public static House open(Path directory, int port) {
        String host = "http://localhost:" + port;
        return open(directory, new Issuers(host + "/id", host + "/id-admin"));
    }

    /// Opens one whose doors have a whole host each.
    public static House withoutPaths(Path directory) {
        return open(directory, new Issuers("http://localhost:8080", "http://localhost:8081"));
    }

    private static House open(Path directory, Issuers issuers) {
        var auth =
                MicroAuth.builder()
                        .appName("the house")
                        .issuers(issuers)
                        .persistTo(directory)
                        .argon2(Argon2Cost.DEFAULT, new HashLimits(2, 100, Duration.ofSeconds(30)))
                        .open();
        return new House(auth, issuers);
    }

    private UserId person(String name) {
        return engine.users()
                .create(ACTOR)
                .username(name)
                .name(name + " ø")
                .email(name + "@example.com")
                .password(PASSWORD.toCharArray())
                .save()
                .id();
    }

    /// The library's front door.
    public MicroAuth auth() {
        return auth;
    }

    /// For the doors.
    public Engine engine() {
        return engine;
    }

    /// Of this engine, for the caller to close.
    public Doors doors() {
        return Doors.of(engine).open();
    }

    /// Of both doors, with the port in them.
    public Issuers issuers() {
        return issuers;
    }

    /// Of the client `printer`.
    public String secret() {
        return secret;
    }

    @Override
    public void close() {
        auth.close();
    }
}
