package dev.microauth.audit;

import java.util.Optional;
import java.util.UUID;

/// The id of an event: its chain and its number in it, in a UUID of version 8 (RFC 9562 §5.8). Nothing is stored
/// for it, and nothing is looked up.
public record EventId(long chain, long sequence) {
    private static final long LONGEST_CHAIN = (1L << 60) - 1;
    private static final long LONGEST_SEQUENCE = (1L << 62) - 1;
    private static final long VERSION_8 = 0x8000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    /// Throws [IllegalArgumentException] for numbers that no chain reaches.
    public EventId {
        if (chain < 0 || chain > LONGEST_CHAIN || sequence < 0 || sequence > LONGEST_SEQUENCE) {
            throw new IllegalArgumentException("no event has this number");
        }
    }

    public UUID toUuid() {
        // 48 bits, the version, 12 bits, the variant, 62 bits.
        return new UUID(((chain >>> 12) << 16) | VERSION_8 | (chain & 0xfff), VARIANT | sequence);
    }

    /// The event that this is the id of; empty when it is an id of something else.
    public static Optional<EventId> of(UUID id) {
        if (id.version() != 8 || id.variant() != 2) {
            return Optional.empty();
        }
        long high = id.getMostSignificantBits();
        return Optional.of(
                new EventId(
                        ((high >>> 16) << 12) | (high & 0xfff),
                        id.getLeastSignificantBits() & LONGEST_SEQUENCE));
    }

    @Override
    public String toString() {
        return toUuid().toString();
    }
}
