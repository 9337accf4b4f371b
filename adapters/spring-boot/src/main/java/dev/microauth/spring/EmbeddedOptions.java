package dev.microauth.spring;

import dev.microauth.MicroAuth;
import dev.microauth.MicroAuthBuilder;
import dev.microauth.token.Issuers;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;

/// The properties below `microauth.embedded`, as options of an engine.
final class EmbeddedOptions {
    private static final int HTTP = 80;

    private EmbeddedOptions() {}

    static MicroAuthBuilder of(MicroAuthProperties properties, Environment environment) {
        if (!properties.doors().mount().isEmpty()
                && !ClassUtils.isPresent("dev.microauth.web.Doors", null)) {
            throw new IllegalStateException(
                    "microauth.doors.mount needs microauth-web in the application: add it");
        }
        var said = properties.embedded();
        var options =
                MicroAuth.builder()
                        .appName(Names.application(properties, environment))
                        .issuers(issuers(properties, environment));
        if (said.directory() != null) {
            options.persistTo(said.directory());
        }
        if (said.persistenceInterval() != null) {
            options.persistenceInterval(said.persistenceInterval());
        }
        if (said.masterKeyFile() != null) {
            options.masterKeyFile(said.masterKeyFile());
        }
        if (said.tokenExpiry() != null) {
            options.tokenExpiry(said.tokenExpiry());
        }
        return options;
    }

    private static Issuers issuers(MicroAuthProperties properties, Environment environment) {
        @Nullable String said = properties.embedded().issuer();
        String auth = said == null ? here(properties, environment) : said;
        @Nullable String admin = properties.embedded().adminIssuer();
        return new Issuers(auth, admin == null ? auth + "-admin" : admin);
    }

    /// For the first steps: an issuer is a promise, and does not change with the port.
    private static String here(MicroAuthProperties properties, Environment environment) {
        int port = environment.getProperty("server.port", Integer.class, 8080);
        if (port == 0 && !properties.doors().mount().isEmpty()) {
            throw new IllegalStateException(
                    "nobody can know the address of the doors while server.port is 0: set microauth.embedded.issuer");
        }
        String host = port > 0 && port != HTTP ? "http://localhost:" + port : "http://localhost";
        return host + Names.contextPath(environment) + "/id";
    }
}
