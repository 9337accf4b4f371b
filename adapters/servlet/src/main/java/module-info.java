/// Guards and mounted doors for Jakarta Servlet 6. An application that mounts doors brings `dev.microauth.web`.
@org.jspecify.annotations.NullMarked
module dev.microauth.servlet {
    requires static org.jspecify;
    requires transitive jakarta.servlet;
    requires transitive dev.microauth.guard;
    requires static transitive dev.microauth.web;

    exports dev.microauth.servlet;
}
