package dev.microauth.password;

import java.util.Optional;
import java.util.stream.IntStream;

/// The three numbers of one Argon2id computation, as RFC 9106 §3.1 allows them and below the ceilings of [Argon2Cost]. A stored
/// hash may be weaker than what [Argon2Cost] lets a new one be.
record Argon2Shape(int memoryKib, int iterations, int parallelism) {

    Argon2Shape {
        if (parallelism < 1 || parallelism > Argon2Cost.MAX_PARALLELISM) {
            throw new IllegalArgumentException(
                    "its parallelism is not 1 to " + Argon2Cost.MAX_PARALLELISM);
        }
        if (iterations < 1 || iterations > Argon2Cost.MAX_ITERATIONS) {
            throw new IllegalArgumentException(
                    "its iterations are not 1 to " + Argon2Cost.MAX_ITERATIONS);
        }
        // RFC 9106 §3.1: at least 8 KiB for each lane.
        if (memoryKib < 8 * parallelism || memoryKib > Argon2Cost.MAX_MEMORY_KIB) {
            throw new IllegalArgumentException(
                    "its memory is not 8 KiB per lane to " + Argon2Cost.MAX_MEMORY_KIB + " KiB");
        }
    }

    static Argon2Shape of(Argon2Cost cost) {
        return new Argon2Shape(cost.memoryKib(), cost.iterations(), cost.parallelism());
    }

    /// KiB gone over in all passes.
    long work() {
        return work(0);
    }

    /// What time is proportional to, where getting the memory takes as long as so many passes over it.
    long work(int freshMemory) {
        return (long) memoryKib * (iterations + freshMemory);
    }

    /// What has to be computed after so much work to have done the work of this; one computation, since each takes fresh memory.
    Optional<Argon2Shape> beyond(long done, int freshMemory) {
        long missing = work(freshMemory) - done;
        return IntStream.rangeClosed(1, iterations)
                .filter(passes -> missing / (passes + freshMemory) <= memoryKib)
                .boxed()
                .findFirst()
                .filter(passes -> missing / (passes + freshMemory) >= 8L * parallelism)
                .map(passes ->
                        new Argon2Shape(
                                (int) (missing / (passes + freshMemory)), passes, parallelism));
    }
}
