/// The admin API: what goes over the wire, as records, and a client that asks for it.
@org.jspecify.annotations.NullMarked
module dev.microauth.api {
    requires static org.jspecify;
    requires java.net.http;
    requires transitive dev.microauth.jose;

    exports dev.microauth.api;
    exports dev.microauth.api.client;
}
