/// Sign and verify JSON Web Tokens. The one module that knows how a token is written, the one with
/// a reader of JSON, and the lowest: what all others need to show text to people stands here too.
@org.jspecify.annotations.NullMarked
module dev.microauth.jose {
    requires static org.jspecify;
    // The verifier of other servers' tokens can be given an HTTP client.
    requires transitive java.net.http;
    requires org.bouncycastle.provider;

    exports dev.microauth.jose;
    exports dev.microauth.json;
    exports dev.microauth.text to
            dev.microauth.engine,
            dev.microauth.web,
            dev.microauth.server,
            dev.microauth.cli;
}
