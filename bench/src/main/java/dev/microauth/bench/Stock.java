package dev.microauth.bench;

import dev.microauth.Engine;
import dev.microauth.MicroAuth;
import dev.microauth.actor.Actor;
import dev.microauth.jose.Algorithm;
import dev.microauth.oauth.GrantType;
import dev.microauth.secret.Randomness;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/// What a data directory is filled with before the daemon opens it: a client for each algorithm, and a person who signs
/// in through the client that may ask for passwords.
record Stock(Map<Algorithm, Login> clients, Login passwords, Login person) {
    /// How many people there are to be mistaken for; none of them fails so often that others have to wait.
    static final int CROWD = 250;

    static final String CALLBACK = "http://127.0.0.1/callback";

    /// A name and its secret.
    record Login(String name, String secret) {}

    /// The name of somebody in the crowd.
    static String inCrowd(int number) {
        return "person-" + numbered(number);
    }

    static String numbered(int number) {
        return String.format(Locale.ROOT, "%04d", number);
    }

    /// @param crowded whether there are many people besides
    static Stock fill(Path directory, boolean crowded) {
        var actor = Actor.system("bench");
        try (var auth = MicroAuth.builder().persistTo(directory).openEngine()) {
            var clients = new EnumMap<Algorithm, Login>(Algorithm.class);
            for (Algorithm algorithm : Algorithm.values()) {
                clients.put(
                        algorithm,
                        client(
                                auth,
                                actor,
                                "load-" + algorithm,
                                algorithm,
                                GrantType.CLIENT_CREDENTIALS));
            }
            Login passwords =
                    client(
                            auth,
                            actor,
                            "load-passwords",
                            Algorithm.ES256,
                            GrantType.AUTHORIZATION_CODE,
                            GrantType.PASSWORD,
                            GrantType.REFRESH_TOKEN);
            var person = new Login("load-person", new Randomness().token());
            auth.users()
                    .create(actor)
                    .username(person.name())
                    .password(person.secret().toCharArray())
                    .save();
            for (int i = 0; crowded && i < CROWD; i++) {
                auth.users()
                        .create(actor)
                        .username(inCrowd(i))
                        .password(new Randomness().token().toCharArray())
                        .save();
            }
            return new Stock(clients, passwords, person);
        }
    }

    Login client(Algorithm algorithm) {
        Login found = clients.get(algorithm);
        if (found == null) {
            throw new IllegalArgumentException("no client for " + algorithm);
        }
        return found;
    }

    private static Login client(
            Engine auth, Actor actor, String name, Algorithm algorithm, GrantType... grants) {
        var created =
                auth.clients()
                        .create(actor)
                        .clientId(name)
                        .firstParty()
                        .accessTokenAlgorithm(algorithm)
                        .grants(grants)
                        .scopes("openid")
                        .redirectUris(CALLBACK)
                        .save();
        return new Login(
                created.client().clientId().value(), created.secret().orElseThrow().revealText());
    }
}
