/// microauthd: settings, commands, log and the servers behind both ports.
@org.jspecify.annotations.NullMarked
module dev.microauth.server {
    requires static org.jspecify;
    requires java.logging;
    requires dev.microauth.engine;
    requires dev.microauth.web;
    requires info.picocli;
    requires com.electronwill.nightconfig.core;
    requires com.electronwill.nightconfig.toml;
    requires io.helidon.webserver;
}
