package dev.microauth.credential;

import dev.microauth.access.Subjects;
import dev.microauth.db.Database;
import dev.microauth.secret.SealedState;
import dev.microauth.secret.Secret;
import dev.microauth.subject.Generation;
import dev.microauth.subject.UserId;
import dev.microauth.user.Users;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;

/// Half proofs on their way through a browser: sealed for it, and worth nothing to another one.
final class HalfProofs {
    private static final String PURPOSE = "half proof";

    private final SealedState states;
    private final Database database;
    private final Users users;
    private final PasswordStep passwordStep;
    private final InstantSource clock;

    HalfProofs(
            SealedState states,
            Database database,
            Users users,
            PasswordStep passwordStep,
            InstantSource clock) {
        this.states = states;
        this.database = database;
        this.users = users;
        this.passwordStep = passwordStep;
        this.clock = clock;
    }

    String seal(HalfProof half, Secret holder) {
        UUID id = half.user().id().value();
        byte[] content =
                ByteBuffer.allocate(5 * Long.BYTES)
                        .putLong(id.getMostSignificantBits())
                        .putLong(id.getLeastSignificantBits())
                        .putLong(half.at().toEpochMilli())
                        .putLong(half.generation().all())
                        .putLong(half.generation().admin())
                        .array();
        return states.seal(PURPOSE, holder, content, half.at().plus(SecondStep.LIFE));
    }

    Optional<HalfProof> open(String sealed, Secret holder) {
        Instant now = clock.instant();
        return states.open(PURPOSE, holder, sealed, now).flatMap(content -> read(content, now));
    }

    private Optional<HalfProof> read(byte[] content, Instant now) {
        var fields = ByteBuffer.wrap(content);
        var id = new UserId(new UUID(fields.getLong(), fields.getLong()));
        Instant at = Instant.ofEpochMilli(fields.getLong());
        var generation = new Generation(fields.getLong(), fields.getLong());
        return database.read(tx ->
                users.find(tx, id)
                        .filter(user -> user.mayEnter(now))
                        .filter(_ ->
                                Subjects.generation(tx, id).filter(generation::equals).isPresent())
                        .map(user ->
                                new HalfProof(user, at, generation, passwordStep.factors(tx, user)))
                        .filter(half -> !half.factors().isEmpty()));
    }
}
