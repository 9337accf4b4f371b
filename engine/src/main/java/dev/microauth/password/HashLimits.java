package dev.microauth.password;

import java.time.Duration;

/// How much hashing may go on at once. The memory of all running hashes together stays within `concurrency` times the memory of
/// one [Argon2Cost]; an imported hash that needs more counts for several.
///
/// @param concurrency hashes that run at once, 1 to 256: the memory budget divided by the memory of one hash
/// @param waiting callers that may stand in line beside them, 0 to 100 000; the next one gets [Busy]
/// @param maxWait longest stay in that line, above zero; then [Busy]
public record HashLimits(int concurrency, int waiting, Duration maxWait) {

    /// @throws IllegalArgumentException outside the ranges above
    public HashLimits {
        if (concurrency < 1 || concurrency > 256) {
            throw new IllegalArgumentException(
                    "Hashes at once must be 1 to 256, not " + concurrency + ".");
        }
        if (waiting < 0 || waiting > 100_000) {
            throw new IllegalArgumentException(
                    "Waiting sign-ins must be 0 to 100000, not " + waiting + ".");
        }
        if (!maxWait.isPositive()) {
            throw new IllegalArgumentException(
                    "The longest wait for a hash must be above zero, not " + maxWait + ".");
        }
    }
}
