/// The identity engine and its library door; knows no HTTP.
@org.jspecify.annotations.NullMarked
module dev.microauth.engine {
    requires static org.jspecify;
    requires org.bouncycastle.provider;

    exports dev.microauth.credential;
}
