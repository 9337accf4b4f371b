/// Load on the packaged daemon, and what it costs.
@org.jspecify.annotations.NullMarked
module dev.microauth.bench {
    requires static org.jspecify;
    requires dev.microauth.engine;
}
