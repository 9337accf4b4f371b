package dev.microauth.examples.plain;

import com.sun.net.httpserver.HttpServer;
import dev.microauth.MicroAuth;
import dev.microauth.guard.GuardRule;
import dev.microauth.guard.Guards;
import dev.microauth.jdkhttp.DoorsHandler;
import dev.microauth.jdkhttp.GuardedServer;
import dev.microauth.token.Issuers;
import dev.microauth.web.Doors;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.Executors;

/// Opens the engine, fills it, and serves the doors and the shop's own handlers from one port.
public final class Main {
    private Main() {}

    public static void main(String[] arguments) throws IOException {
        int port = Integer.parseInt(Optional.ofNullable(System.getenv("PORT")).orElse("8080"));
        String address = "http://localhost:" + port;

        // In memory. With .persistTo(Path.of("data")) everything is kept, and the people are made
        // once.
        var auth =
                MicroAuth.builder()
                        .appName("shop")
                        .issuers(new Issuers(address + "/id", address + "/id-admin"))
                        .open();
        var staff = Staff.hire(auth, address);
        var doors = Doors.of(auth.engine()).open();

        var server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        DoorsHandler.mount(server, doors.auth());
        var signIn = new SignIn(auth);
        new GuardedServer(server, new Guards(auth.tokens(), "shop"))
                .resource("/orders", new Orders(auth))
                .handle(
                        "/about",
                        new GuardRule.Open(),
                        each -> Text.send(each, 200, "a small shop"))
                .handle("/sign-in", new GuardRule.Open(), signIn::begin)
                .handle("/callback", new GuardRule.Open(), signIn::end);
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(() -> {
                            doors.close();
                            server.stop(1);
                            auth.close();
                        }));
        server.start();

        System.out.println(
                "token of alice: " + auth.tokens().issue(staff.alice()).save().compact());
        System.out.println("token of bob: " + auth.tokens().issue(staff.bob()).save().compact());
        System.out.println("open: " + address + "/sign-in");
    }
}
