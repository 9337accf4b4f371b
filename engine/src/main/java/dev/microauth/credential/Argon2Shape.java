package dev.microauth.credential;

import java.util.ArrayList;
import java.util.List;

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

    /// KiB gone over in all passes: what time is proportional to.
    long work() {
        return (long) memoryKib * iterations;
    }

    /// What has to be computed after so much work to have done the work of this. Time follows memory times iterations: whole passes over
    /// this memory first, then one over what is left.
    List<Argon2Shape> beyond(long done) {
        long missing = Math.max(0, work() - done);
        int passes = (int) (missing / memoryKib);
        int rest = (int) (missing % memoryKib);
        var shapes = new ArrayList<Argon2Shape>();
        if (passes > 0) {
            shapes.add(new Argon2Shape(memoryKib, passes, parallelism));
        }
        if (rest >= 8 * parallelism) {
            shapes.add(new Argon2Shape(rest, 1, parallelism));
        }
        return List.copyOf(shapes);
    }
}
