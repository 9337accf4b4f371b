/// Sign-in through a remote microauthd for web applications that make their pages on the server. Knows no web framework.
@org.jspecify.annotations.NullMarked
module dev.microauth.bridge {
    requires static org.jspecify;
    requires dev.microauth.jose;
    requires transitive java.net.http;

    exports dev.microauth.bridge;
}
