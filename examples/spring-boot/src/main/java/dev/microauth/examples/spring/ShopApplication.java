package dev.microauth.examples.spring;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/// The starter opens the engine, mounts its door and guards the handlers; `application.properties` says how.
@SpringBootApplication(proxyBeanMethods = false)
public class ShopApplication {
    public static void main(String[] arguments) {
        SpringApplication.run(ShopApplication.class, arguments);
    }
}
