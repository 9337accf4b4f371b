/// Guards and mounted doors for Javalin. An application that mounts doors brings `dev.microauth.web`.
@org.jspecify.annotations.NullMarked
module dev.microauth.javalin {
    requires static org.jspecify;
    requires transitive io.javalin;
    requires transitive dev.microauth.guard;
    requires static transitive dev.microauth.web;
    requires dev.microauth.servlet;
    requires jakarta.servlet;
    requires org.eclipse.jetty.ee10.servlet;

    exports dev.microauth.javalin;
}
