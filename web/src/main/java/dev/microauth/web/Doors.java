package dev.microauth.web;

import dev.microauth.Engine;
import dev.microauth.actor.Actor;
import dev.microauth.audit.Action;
import dev.microauth.key.Ring;
import dev.microauth.token.WaitingRoom;
import dev.microauth.web.http.Cidr;
import dev.microauth.web.http.ProxyTrust;
import dev.microauth.web.http.Router;
import dev.microauth.web.outbound.LogoutCourier;
import dev.microauth.web.outbound.Outbound;
import dev.microauth.web.outbound.OutboundRules;
import dev.microauth.web.status.Running;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/// The doors of an embedded engine, for the server of the application around it: the sign-in pages, tokens and metadata
/// of the auth issuer, and the administration of the admin issuer. They are the rows that microauthd serves.
///
/// ```java
/// var auth = MicroAuth.builder()
///         .issuers(new Issuers("https://app.example.com/id", "https://app.example.com/id-admin"))
///         .persistTo(Path.of("data"))
///         .open();
/// var doors = Doors.of(auth.engine()).open();
/// server.mount(doors.auth());
/// server.mount(doors.admin());
/// ```
///
/// Where a door stands is said by its issuer: each is mounted at the path of its own, on the host of its own. A door that
/// is not mounted is not there. The server around them sees to TLS, time limits and the number of connections. Close
/// in this order: the doors, the server, the engine. Doors that close send everybody home who waits there, for whom a
/// server that stops would wait too.
public final class Doors implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Doors.class.getName());

    private static final int MOST_AUTH_BODY = 64 * 1024;
    private static final int MOST_ADMIN_BODY = 1024 * 1024;
    private static final Set<String> HEALTH = Set.of("/ping", "/health/live", "/health/ready");

    private final Engine engine;
    private final Actor self;
    private final LogoutCourier courier;
    private final WaitingRoom waiters;
    private final Mount auth;
    private final Mount admin;
    private final AtomicBoolean open = new AtomicBoolean(true);

    private Doors(Builder options) {
        engine = options.engine;
        self = Actor.system(engine.name());
        courier = new LogoutCourier(engine.backChannelLogouts(), new Outbound(options.outbound));
        waiters = options.waiters;
        var running = new Running(version(), engine.clock().instant(), List.of());
        var routes = new Routes(engine, running, options.publicFiles, waiters);
        var trust = ProxyTrust.of(options.proxies);
        String authPath = engine.issuers().path(Ring.AUTH);
        String adminPath = engine.issuers().path(Ring.ADMIN);
        auth =
                new Mount(
                        options.shown(routes.auth(), authPath),
                        authPath,
                        MOST_AUTH_BODY,
                        trust,
                        open::get);
        admin =
                new Mount(
                        options.shown(routes.admin(), adminPath),
                        adminPath,
                        MOST_ADMIN_BODY,
                        trust,
                        open::get);
    }

    /// Doors before this engine, which stays the caller's to close.
    public static Builder of(Engine engine) {
        return new Builder(engine);
    }

    private static String version() {
        return Optional.ofNullable(Doors.class.getPackage().getImplementationVersion())
                .orElse("development");
    }

    /// Where applications and their users come in.
    public Mount auth() {
        return auth;
    }

    /// Where administrators come in, and nobody else.
    public Mount admin() {
        return admin;
    }

    /// Those who wait for news of revocations, for a server that stops, and may start again, while the doors stay open.
    public WaitingRoom waiters() {
        return waiters;
    }

    private Doors start() {
        // Security K1: who reads the audit sees from when to when strangers could ask.
        engine.note(
                self,
                Action.SERVER_START,
                "doors of " + engine.issuers().auth() + " and " + engine.issuers().admin());
        courier.start();
        return this;
    }

    /// Answers 503 from now on, and gives word of sign-outs that is on its way a few seconds. May be called twice.
    @Override
    public void close() {
        if (!open.getAndSet(false)) {
            return;
        }
        // Who waits for news goes home first; the host's server would wait for them.
        waiters.close();
        courier.close();
        try {
            engine.note(self, Action.SERVER_STOP, "");
        } catch (RuntimeException e) {
            // Neither a full disk nor an engine that was closed before is a reason not to stop.
            LOG.log(Level.ERROR, "the stop is not in the audit: " + e.getMessage());
        }
    }

    /// How the doors are to be.
    public static final class Builder {
        private final Engine engine;
        private List<Cidr> proxies = List.of();
        private Optional<Path> publicFiles = Optional.empty();
        private OutboundRules outbound = new OutboundRules(Set.of());
        private WaitingRoom waiters = new WaitingRoom(16, 4);
        private boolean health = true;

        private Builder(Engine engine) {
            this.engine = engine;
        }

        /// Proxies whose word on the client's address and protocol counts; none unless said. Leave it so where the
        /// server around the doors looks at forwarding headers itself.
        public Builder trustedProxies(List<Cidr> ranges) {
            proxies = List.copyOf(ranges);
            return this;
        }

        /// A directory whose files are shown below the auth door where no route is.
        public Builder publicFiles(Path directory) {
            publicFiles = Optional.of(directory);
            return this;
        }

        /// Hosts that may be told of sign-outs over `http`, besides this machine's own.
        public Builder outboundAllow(Set<String> plainHosts) {
            outbound = new OutboundRules(plainHosts);
            return this;
        }

        /// How many verifiers elsewhere may wait for news of revocations at a time, each of which keeps a thread of
        /// most servers; 16, and 4 of one client, unless said. Those beyond are answered at once, and ask again four
        /// times a second.
        ///
        /// @param all of all clients together; with 0 nobody waits
        /// @param ofOneClient of each client
        /// @throws IllegalArgumentException when a number is negative
        public Builder waiters(int all, int ofOneClient) {
            waiters = new WaitingRoom(all, ofOneClient);
            return this;
        }

        /// Without `/ping`, `/health/live` and `/health/ready`, where the application has its own.
        public Builder withoutHealth() {
            health = false;
            return this;
        }

        /// Opens them: from now on clients are told of sign-outs.
        ///
        /// @throws IllegalStateException when both issuers are one address, so that nobody could tell the doors apart
        public Doors open() {
            var issuers = engine.issuers();
            if (URI.create(issuers.auth()).equals(URI.create(issuers.admin()))) {
                throw new IllegalStateException(
                        "both issuers are "
                                + issuers.auth()
                                + ": give each a path or a host of its own");
            }
            return new Doors(this).start();
        }

        private Router shown(Router router, String path) {
            return health
                    ? router
                    : router.without(row -> HEALTH.contains(row.substring(lead(row, path))));
        }

        private static int lead(String row, String path) {
            return row.startsWith(path + "/") ? path.length() : 0;
        }
    }
}
