package dev.microauth;

import dev.microauth.testkit.FloorsContract;
import java.util.List;

/// The floors of this module. A package uses packages on lower floors only.
class FloorsTest extends FloorsContract {
    /// From the lowest to the roof, which is the package of the front door itself.
    private static final List<Floor> FLOORS =
            List.of(
                    new Floor("0", "actor", "problem"),
                    new Floor("0a", "directory", "oauth", "password", "secret", "subject"),
                    new Floor("0b", "page"),
                    new Floor("1", "db"),
                    new Floor("1a", "audit", "throttle"),
                    new Floor("1b", "key"),
                    new Floor("2", "access"),
                    new Floor("3", "service", "user"),
                    new Floor("3a", "claim", "factor", "link", "passkey"),
                    new Floor("4", "client", "credential"),
                    new Floor("5", "session", "token"),
                    new Floor("6", "account", "code", "consent", "logout", "policy"),
                    new Floor("7", "authorize", "grant", "site"),
                    new Floor("8", "acting"),
                    new Floor("roof", ""));

    FloorsTest() {
        super("engine", "dev.microauth", FLOORS);
    }
}
