package dev.microauth.system;

import dev.microauth.Engine;
import dev.microauth.MicroAuth;
import dev.microauth.access.Access;
import dev.microauth.actor.Actor;
import dev.microauth.client.NewClient;
import dev.microauth.oauth.GrantType;
import dev.microauth.secret.Secret;
import java.nio.file.Path;
import java.time.Duration;

/// People and clients in a stopped data directory, put there through the library.
///
/// @param house may use every grant, with no grace for a second use of a refresh token
/// @param patient as `house`, with ten seconds of grace
/// @param other may only speak for itself
record Household(Credentials house, Credentials patient, Credentials other) {
    static final String ALICE = "alice";
    static final String ADMIN = "root.of.the.house";
    static final String PASSWORD = "a lantern over seven stones";
    private static final Actor ACTOR = Actor.system("system test");

    static Household moveInto(Path data) {
        try (var auth = MicroAuth.builder().persistTo(data).openEngine()) {
            person(auth, ALICE);
            var admin = person(auth, ADMIN);
            auth.access().assignRole(ACTOR, admin.id(), Access.ADMIN_ROLE);
            return new Household(
                    client(all(auth, "house").refreshGrace(Duration.ZERO)),
                    client(all(auth, "patient").refreshGrace(Duration.ofSeconds(10))),
                    client(
                            auth.clients()
                                    .create(ACTOR)
                                    .clientId("other")
                                    .grants(GrantType.CLIENT_CREDENTIALS)));
        }
    }

    private static dev.microauth.user.User person(Engine auth, String name) {
        return auth.users().create(ACTOR).username(name).password(PASSWORD.toCharArray()).save();
    }

    private static NewClient all(Engine auth, String id) {
        return auth.clients()
                .create(ACTOR)
                .clientId(id)
                .firstParty()
                .grants(GrantType.values())
                .redirectUris("http://127.0.0.1/callback")
                .scopes("openid", "profile", "email");
    }

    private static Credentials client(NewClient planned) {
        var created = planned.save();
        return new Credentials(
                created.client().clientId().value(),
                created.secret().map(Secret::revealText).orElseThrow());
    }
}
