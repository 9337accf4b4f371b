package dev.microauth.bench.library;

import dev.microauth.token.AccessToken;
import java.security.GeneralSecurityException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/// Issuing an ES256 access token in memory: signed, stored so that it can be revoked, and audited.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@State(Scope.Benchmark)
public class IssueBenchmark {
    private final Shop shop = new Shop();
    private final Bare bare = new Bare(shop.issue().compact());

    @TearDown
    public void close() {
        shop.close();
    }

    /// The measure for [#issue].
    @Benchmark
    public byte[] bareSignature() throws GeneralSecurityException {
        return bare.sign();
    }

    @Benchmark
    public AccessToken issue() {
        return shop.issue();
    }
}
