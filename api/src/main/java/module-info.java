/// The admin API: what goes over the wire, as records.
@org.jspecify.annotations.NullMarked
module dev.microauth.api {
    requires static org.jspecify;
    requires transitive dev.microauth.jose;

    exports dev.microauth.api;
}
