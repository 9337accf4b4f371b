/// Sign and verify JSON Web Tokens. The one module that knows how a token is written, and the
/// one with a reader of JSON.
@org.jspecify.annotations.NullMarked
module dev.microauth.jose {
    requires static org.jspecify;
    requires org.bouncycastle.provider;

    exports dev.microauth.jose;
    exports dev.microauth.json;
}
