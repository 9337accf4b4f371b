/// Sign and verify JSON Web Tokens. The one module that knows a JOSE library.
@org.jspecify.annotations.NullMarked
module dev.microauth.jose {
    requires static org.jspecify;
    requires com.nimbusds.jose.jwt;
    requires org.bouncycastle.provider;

    exports dev.microauth.jose;
}
