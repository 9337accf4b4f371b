package dev.microauth.spring;

import org.springframework.core.env.Environment;

/// What the application is called, and where it stands.
final class Names {
    private Names() {}

    static String application(MicroAuthProperties properties, Environment environment) {
        String said = properties.name();
        return said == null
                ? environment.getProperty("spring.application.name", "microauth")
                : said;
    }

    /// The same, as it can stand in a header.
    static String realm(MicroAuthProperties properties, Environment environment) {
        return application(properties, environment).replaceAll("[^ -~]|[\"\\\\]", "_");
    }

    /// Where the application stands in its server: empty, or with a slash at the start and none at the end.
    static String contextPath(Environment environment) {
        return environment.getProperty("server.servlet.context-path", "").replaceFirst("/$", "");
    }
}
