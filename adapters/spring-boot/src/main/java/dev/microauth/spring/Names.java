package dev.microauth.spring;

import org.springframework.core.env.Environment;

/// What the application is called.
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
}
