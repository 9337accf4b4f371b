package dev.microauth.bench.library;

import dev.microauth.guard.Guard;
import dev.microauth.guard.GuardRule;
import dev.microauth.guard.Guards;
import dev.microauth.guard.Verdict;
import dev.microauth.jose.AuthUser;
import dev.microauth.jose.JwtVerifier;
import dev.microauth.jose.TokenRefused;
import dev.microauth.jose.TokenVerifier;
import dev.microauth.jose.VerifiedToken;
import dev.microauth.key.Ring;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/// Verifying one ES256 access token: the bare signature, the whole token anew, the token seen before, and the guard
/// around that; by the engine, and by a verifier elsewhere.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@State(Scope.Benchmark)
public class VerifyBenchmark {
    private final Shop shop = new Shop();
    private final String token = shop.issue().compact();
    private final List<String> header = List.of("Bearer " + token);
    private final Bare bare = new Bare(token);
    private final JwtVerifier verifier =
            JwtVerifier.builder()
                    .keys(kid -> shop.auth.engine().keys().ring(Ring.AUTH).find(kid))
                    .issuer(shop.auth.engine().issuers().auth())
                    .type("at+jwt")
                    .anyAudience()
                    .build();
    private final Remote remote = new Remote();
    private final TokenVerifier forgetful = remote.verifier(0);
    private final TokenVerifier elsewhere = remote.verifier(10_000);
    private final Guards guards = new Guards(shop.auth.tokens(), "orders");
    private final GuardRule rule = guards.rule(Orders.class);

    @Guard(scope = "orders:read", role = "Clerk")
    private static final class Orders {}

    @TearDown
    public void close() {
        forgetful.close();
        elsewhere.close();
        remote.close();
        shop.close();
    }

    /// The measure for [#uncached] and [#uncachedElsewhere].
    @Benchmark
    public boolean bareSignature() throws GeneralSecurityException {
        return bare.verify();
    }

    @Benchmark
    public VerifiedToken uncached() throws TokenRefused {
        return verifier.verify(token);
    }

    @Benchmark
    public AuthUser uncachedElsewhere() throws TokenRefused {
        return forgetful.verify(remote.token);
    }

    @Benchmark
    public AuthUser cachedElsewhere() throws TokenRefused {
        return elsewhere.verify(remote.token);
    }

    @Benchmark
    public AuthUser cached() throws TokenRefused {
        return shop.auth.tokens().verify(token);
    }

    /// Less [#cached], what the guard costs.
    @Benchmark
    public Verdict guarded() {
        return guards.judge(rule, header);
    }
}
