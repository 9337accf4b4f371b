/// A starter for Spring Boot. An application with the engine inside brings `dev.microauth.web`, one with Spring Security
/// its parts of it.
@org.jspecify.annotations.NullMarked
module dev.microauth.spring {
    requires static org.jspecify;
    requires transitive dev.microauth.guard;
    requires transitive dev.microauth.servlet;
    requires static transitive dev.microauth.bridge;
    requires static transitive dev.microauth.bridge.servlet;
    requires static transitive dev.microauth.engine;
    requires static transitive dev.microauth.web;
    requires jakarta.servlet;
    requires spring.beans;
    requires spring.boot;
    requires spring.boot.autoconfigure;
    requires spring.boot.webmvc;
    requires spring.context;
    requires spring.core;
    requires spring.web;
    requires spring.webmvc;
    requires static spring.boot.security;
    requires static spring.security.config;
    requires static spring.security.core;
    requires static spring.security.web;

    exports dev.microauth.spring;

    opens dev.microauth.spring;
}
