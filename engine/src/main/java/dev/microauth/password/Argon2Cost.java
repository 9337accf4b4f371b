package dev.microauth.password;

/// What one Argon2id hash costs. Cannot be built below the minimum of the OWASP password storage cheat sheet: 19 MiB with 2
/// iterations, or one of its equals (46/1, 12/3, 9/4, 7/5), each with a parallelism of at least 1.
///
/// A parallelism above 1 leaves libsodium, which knows only one lane, for the slower Bouncy Castle.
///
/// @param memoryKib memory of one hash in KiB, at most [#MAX_MEMORY_KIB]
/// @param iterations passes over that memory, at most [#MAX_ITERATIONS]
/// @param parallelism lanes, at most [#MAX_PARALLELISM]
public record Argon2Cost(int memoryKib, int iterations, int parallelism) {

    /// 256 MiB: above this a single sign-in could take a small machine down.
    public static final int MAX_MEMORY_KIB = 256 * 1024;

    /// More passes than this are seconds of work for one sign-in.
    public static final int MAX_ITERATIONS = 16;

    /// More lanes than this serve no machine this runs on.
    public static final int MAX_PARALLELISM = 16;

    /// 19 MiB, 2 iterations, 1 lane.
    public static final Argon2Cost DEFAULT = new Argon2Cost(19 * 1024, 2, 1);

    /// @throws IllegalArgumentException below the OWASP minimum or above the ceilings; the message tells both
    public Argon2Cost {
        if (parallelism < 1 || parallelism > MAX_PARALLELISM) {
            throw new IllegalArgumentException(
                    "Argon2 parallelism must be 1 to "
                            + MAX_PARALLELISM
                            + ", not "
                            + parallelism
                            + ".");
        }
        if (!meetsMinimum(memoryKib, iterations)) {
            throw new IllegalArgumentException(
                    "Argon2 cost of "
                            + memoryKib
                            + " KiB with "
                            + iterations
                            + " iteration(s) is below the OWASP minimum. Choose at least 47104 KiB with 1 iteration,"
                            + " 19456 with 2, 12288 with 3, 9216 with 4 or 7168 with 5.");
        }
        if (memoryKib > MAX_MEMORY_KIB || iterations > MAX_ITERATIONS) {
            throw new IllegalArgumentException(
                    "Argon2 cost of "
                            + memoryKib
                            + " KiB with "
                            + iterations
                            + " iterations is above the ceiling of "
                            + MAX_MEMORY_KIB
                            + " KiB and "
                            + MAX_ITERATIONS
                            + " iterations.");
        }
    }

    /// OWASP password storage cheat sheet: these pairs of memory and iterations defend alike.
    static boolean meetsMinimum(int memoryKib, int iterations) {
        int floor =
                switch (Math.min(iterations, 5)) {
                    case 1 -> 46 * 1024;
                    case 2 -> 19 * 1024;
                    case 3 -> 12 * 1024;
                    case 4 -> 9 * 1024;
                    case 5 -> 7 * 1024;
                    default -> Integer.MAX_VALUE;
                };
        return memoryKib >= floor;
    }
}
