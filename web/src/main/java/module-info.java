/// The HTTP doors as plain handlers. Knows neither SQL nor a web server.
@org.jspecify.annotations.NullMarked
module dev.microauth.web {
    requires static org.jspecify;
    requires com.google.zxing;
    requires dev.microauth.api;
    requires transitive dev.microauth.engine;

    exports dev.microauth.web;
    exports dev.microauth.web.http;
    exports dev.microauth.web.outbound;
    exports dev.microauth.web.status;
}
