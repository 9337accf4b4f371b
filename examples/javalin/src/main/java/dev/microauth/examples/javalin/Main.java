package dev.microauth.examples.javalin;

import dev.microauth.MicroAuth;
import dev.microauth.guard.Guards;
import dev.microauth.javalin.DoorsPlugin;
import dev.microauth.javalin.GuardPlugin;
import dev.microauth.javalin.GuardRole;
import dev.microauth.token.Issuers;
import dev.microauth.web.Doors;
import io.javalin.Javalin;
import java.util.Optional;

/// Opens the engine and serves its door, pages for people and an API for programs.
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        int port = Integer.parseInt(Optional.ofNullable(System.getenv("PORT")).orElse("8080"));
        String address = "http://localhost:" + port;

        // In memory. With .persistTo(Path.of("data")) everything is kept, and alice is made once.
        var auth =
                MicroAuth.builder()
                        .appName("notes")
                        .issuers(new Issuers(address + "/id", address + "/id-admin"))
                        .open();
        auth.users()
                .create()
                .username("alice")
                .password("nine grey herons at noon".toCharArray())
                .save();
        auth.clients()
                .create()
                .clientId("notes")
                .name("Notes")
                .firstParty()
                .redirectUri(address + "/callback")
                .scopes("openid")
                .save();

        var doors = Doors.of(auth.engine()).open();
        var guards = new Guards(auth.tokens(), "notes");
        var pages = new Pages(auth);
        var app =
                Javalin.create(config -> {
                    config.startup.showJavalinBanner = false;
                    config.registerPlugin(new DoorsPlugin(doors.auth()));
                    config.registerPlugin(
                            new GuardPlugin(guards).resource("/notes", new Notes(auth)));
                    // Pages know people by the session of their browser, not by a token.
                    config.routes.get("/", pages::home, GuardRole.open());
                    config.routes.get("/sign-in", pages::signIn, GuardRole.open());
                    config.routes.get("/callback", pages::callback, GuardRole.open());
                    config.routes.post("/sign-out", pages::signOut, GuardRole.open());
                });
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(() -> {
                            doors.close();
                            app.stop();
                            auth.close();
                        }));
        app.start("127.0.0.1", port);
        System.out.println("Alice may sign in.");
        System.out.println("open: " + address + "/");
    }
}
