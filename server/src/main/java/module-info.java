/// microauthd: the HTTP server, settings and commands.
@org.jspecify.annotations.NullMarked
module dev.microauth.server {
    requires static org.jspecify;
    requires dev.microauth.web;
    requires io.helidon.webserver;
}
