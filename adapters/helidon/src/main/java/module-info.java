/// Guards and mounted doors for Helidon SE. An application that mounts doors brings `dev.microauth.web`.
@org.jspecify.annotations.NullMarked
module dev.microauth.helidon {
    requires static org.jspecify;
    requires transitive io.helidon.webserver;
    requires transitive dev.microauth.guard;
    requires static transitive dev.microauth.web;

    exports dev.microauth.helidon;
}
