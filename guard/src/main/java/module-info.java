/// What a handler asks of its callers. Knows no web framework.
@org.jspecify.annotations.NullMarked
module dev.microauth.guard {
    requires static org.jspecify;
    requires transitive dev.microauth.jose;

    exports dev.microauth.guard;
}
