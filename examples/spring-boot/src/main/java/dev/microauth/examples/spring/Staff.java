package dev.microauth.examples.spring;

import dev.microauth.MicroAuth;
import dev.microauth.oauth.GrantType;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/// A clerk, and a program that asks the door for its tokens. The engine is in memory, so that they are made at each start.
@Component
class Staff {
    private final MicroAuth auth;
    private final Environment environment;

    Staff(MicroAuth auth, Environment environment) {
        this.auth = auth;
        this.environment = environment;
    }

    @EventListener(ApplicationReadyEvent.class)
    void hire() {
        auth.scopes().create().name("orders:read").save();
        var cancel = auth.permissions().create().name("orders:cancel").save();
        var clerk = auth.roles().create().name("Clerk").save();
        auth.roles().addPermission(clerk.id(), cancel.id());

        var alice =
                auth.users()
                        .create()
                        .username("alice")
                        .password("nine grey herons at noon".toCharArray())
                        .save();
        auth.users().assignRole(alice.id(), "Clerk");
        var robot =
                auth.clients()
                        .create()
                        .clientId("robot")
                        .name("Robot")
                        .grants(GrantType.CLIENT_CREDENTIALS)
                        .scopes("orders:read")
                        .save();

        System.out.println("token of alice: " + auth.tokens().issue(alice.id()).save().compact());
        System.out.println("secret of robot: " + robot.secret().orElseThrow().revealText());
        System.out.println(
                "open: http://localhost:" + environment.getProperty("server.port") + "/about");
    }
}
