package dev.microauth.bridge.servlet;

import dev.microauth.Engine;
import dev.microauth.MicroAuth;
import dev.microauth.actor.Actor;
import dev.microauth.oauth.GrantType;
import dev.microauth.server.http.HttpServer;
import dev.microauth.server.http.Limits;
import dev.microauth.server.http.Listener;
import dev.microauth.subject.ClientId;
import dev.microauth.testkit.OwnPorts;
import dev.microauth.token.Issuers;
import dev.microauth.token.WaitingRoom;
import dev.microauth.user.Username;
import dev.microauth.web.Routes;
import dev.microauth.web.http.ProxyTrust;
import dev.microauth.web.outbound.LogoutCourier;
import dev.microauth.web.outbound.Outbound;
import dev.microauth.web.outbound.OutboundRules;
import dev.microauth.web.status.Running;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/// The auth port of a microauthd on this machine, as the daemon opens it, with somebody in it.
final class Home implements AutoCloseable {
    static final String PASSWORD = "a lantern over seven stones";
    private static final Actor ACTOR = Actor.system("test");

    private final String issuer;
    private final Engine engine;
    private final HttpServer server;
    private final LogoutCourier courier;

    Home(Path directory, AtomicReference<Instant> now) {
        int port = OwnPorts.next();
        this.issuer = "http://localhost:" + port;
        this.engine =
                MicroAuth.builder()
                        .clock(now::get)
                        .issuers(new Issuers(issuer, "http://localhost:" + (port + 1)))
                        .persistTo(directory.resolve("data"))
                        .openEngine();
        var routes =
                new Routes(
                        engine,
                        new Running("test", now.get(), List.of()),
                        Optional.empty(),
                        WaitingRoom.large());
        this.server =
                HttpServer.start(
                        List.of(
                                new Listener(
                                        "auth",
                                        new InetSocketAddress(
                                                InetAddress.getLoopbackAddress(), port),
                                        routes.auth(),
                                        Limits.auth(),
                                        Optional.empty(),
                                        ProxyTrust.nobody())));
        this.courier =
                new LogoutCourier(
                        engine.backChannelLogouts(), new Outbound(new OutboundRules(Set.of())));
        courier.start();
        engine.roles().create(ACTOR).name("Clerk").save();
        person("alice");
    }

    private void person(String name) {
        var user =
                engine.users()
                        .create(ACTOR)
                        .username(name)
                        .name("Alice Liddell")
                        .email(name + "@example.com")
                        .password(PASSWORD.toCharArray())
                        .save();
        engine.access().assignRole(ACTOR, user.id(), "Clerk");
    }

    String issuer() {
        return issuer;
    }

    /// Registers an application below this URL; its secret.
    String register(String id, String base) {
        return engine.clients()
                .create(ACTOR)
                .clientId(id)
                .firstParty()
                .grants(GrantType.AUTHORIZATION_CODE, GrantType.REFRESH_TOKEN)
                .scopes("openid", "profile", "email", "groups")
                .redirectUris(base + "/callback")
                .postLogoutRedirectUris(List.of(base + "/signed-out"))
                .backchannelLogoutUri(Optional.of(base + "/backchannel-logout"))
                .save()
                .secret()
                .orElseThrow()
                .revealText();
    }

    /// An administrator ends all sessions of somebody.
    void endSessions(String name) {
        engine.sessions().endAll(ACTOR, engine.users().find(Username.of(name)).orElseThrow().id());
    }

    void disable(String client) {
        engine.clients().deactivate(ACTOR, ClientId.of(client));
    }

    @Override
    public void close() {
        courier.close();
        server.close();
        engine.close();
    }
}
