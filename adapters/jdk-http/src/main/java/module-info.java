/// Guards and mounted doors for `com.sun.net.httpserver`. An application that mounts doors brings `dev.microauth.web`.
@org.jspecify.annotations.NullMarked
module dev.microauth.jdkhttp {
    requires static org.jspecify;
    requires transitive jdk.httpserver;
    requires transitive dev.microauth.guard;
    requires static transitive dev.microauth.web;

    exports dev.microauth.jdkhttp;
}
