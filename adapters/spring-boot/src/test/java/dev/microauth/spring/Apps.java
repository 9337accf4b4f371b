package dev.microauth.spring;

import java.util.Map;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/// Applications of Spring Boot inside this process, each with a Tomcat on a free port of the loopback address.
final class Apps {
    // Held, or the logger and its level would be forgotten.
    private static final Logger LOGGER = Logger.getLogger("org.apache");

    static final String WITHOUT_SECURITY =
            "org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration,"
                    + "org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration,"
                    + "org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration,"
                    + "org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration,"
                    + "dev.microauth.spring.MicroAuthSecurityAutoConfiguration,"
                    + "dev.microauth.spring.MicroAuthSignedInAutoConfiguration";

    static {
        LOGGER.setLevel(Level.OFF);
        System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
    }

    private Apps() {}

    /// @param properties as `key=value`; `without-security` takes Spring Security away
    static ConfigurableApplicationContext start(
            Class<?> application, Consumer<GenericApplicationContext> beans, String... properties) {
        var app = new SpringApplication(application);
        app.setBannerMode(Banner.Mode.OFF);
        app.setRegisterShutdownHook(false);
        app.addInitializers(context -> beans.accept((GenericApplicationContext) context));
        app.setDefaultProperties(
                Map.of(
                        "server.port",
                        "0",
                        "server.address",
                        "127.0.0.1",
                        "spring.jmx.enabled",
                        "false"));
        String[] arguments = new String[properties.length];
        for (int i = 0; i < properties.length; i++) {
            arguments[i] =
                    properties[i].equals("without-security")
                            ? "--spring.autoconfigure.exclude=" + WITHOUT_SECURITY
                            : "--" + properties[i];
        }
        return app.run(arguments);
    }

    static ConfigurableApplicationContext start(Class<?> application, String... properties) {
        return start(application, _ -> {}, properties);
    }

    static int port(ConfigurableApplicationContext app) {
        return ((ServletWebServerApplicationContext) app).getWebServer().getPort();
    }
}
