/// The cookie bridge as a Jakarta Servlet filter.
@org.jspecify.annotations.NullMarked
module dev.microauth.bridge.servlet {
    requires static org.jspecify;
    requires transitive dev.microauth.bridge;
    requires transitive jakarta.servlet;

    exports dev.microauth.bridge.servlet;
}
