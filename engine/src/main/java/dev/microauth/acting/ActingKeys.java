package dev.microauth.acting;

import dev.microauth.actor.Actor;
import dev.microauth.audit.Action;
import dev.microauth.audit.AuditEvent;
import dev.microauth.audit.AuditLog;
import dev.microauth.jose.Algorithm;
import dev.microauth.key.Custody;
import dev.microauth.key.DataKeyVersion;
import dev.microauth.key.DataKeys;
import dev.microauth.key.KeyMetrics;
import dev.microauth.key.KeyRings;
import dev.microauth.key.Ring;
import dev.microauth.key.RingKey;
import dev.microauth.problem.AuthException.Invalid;
import dev.microauth.problem.AuthException.NotAllowed;
import dev.microauth.problem.AuthException.NotFound;
import dev.microauth.secret.MasterKey;
import dev.microauth.secret.Secret;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;

/// The keys of an engine: data keys seal secrets in the database, signing keys sign tokens, and the master key protects
/// all of them. Housekeeping rotates the first two by itself, as
/// [dev.microauth.MicroAuthBuilder#keyRotation(java.time.Duration)] says.
///
/// ```java runnable
/// var fresh = auth.keys().rotateKey();
/// for (var version : auth.keys().keyVersions()) {
///     if (version.version() < fresh.version()) {
///         auth.keys().removeOldKey(version.version());
///     }
/// }
/// ```
///
/// Every change is in the audit. The errors are those of [dev.microauth.problem.AuthException].
public final class ActingKeys {
    private final KeyRings rings;
    private final DataKeys data;
    private final Custody custody;
    private final InstantSource clock;
    private final AuditLog audit;
    private final Actor actor;

    ActingKeys(Acting.Keys keys, AuditLog audit, Actor actor) {
        this.rings = keys.rings();
        this.data = keys.data();
        this.custody = keys.custody();
        this.clock = keys.clock();
        this.audit = audit;
        this.actor = actor;
    }

    /// Lets a new data key seal from now on. What older ones sealed stays readable, and is sealed anew in the
    /// background; then the older ones go, save for those that are to be kept.
    public DataKeyVersion rotateKey() {
        return data.rotate(actor);
    }

    /// The versions of the data key, oldest first, with how much each still seals.
    public List<DataKeyVersion> keyVersions() {
        return data.versions();
    }

    /// Seals anew what an old data key still seals, and destroys it for good: what it sealed in copies of the database
    /// opens no more without the key that is in the same copy.
    ///
    /// Throws [dev.microauth.problem.AuthException.Protected] for the current one, and where a value does not open;
    /// [NotFound] when there is no such version.
    public void removeOldKey(long version) {
        data.remove(version, actor);
    }

    /// The signing keys of both rings: next, current and retired ones.
    public List<RingKey> signingKeys() {
        return Stream.of(Ring.values()).flatMap(ring -> rings.ring(ring).keys().stream()).toList();
    }

    /// Replaces every signing key of a ring at once. What the old ones signed goes on to verify.
    public List<RingKey> rotateSigningKeys(Ring ring) {
        return rings.rotate(ring, actor);
    }

    /// The same for one algorithm.
    public RingKey rotateSigningKey(Ring ring, Algorithm algorithm) {
        return rings.rotate(ring, algorithm, actor);
    }

    /// Takes a signing key out of use that others may know: nothing that it signed is believed any more. One in use is
    /// replaced in the same act.
    ///
    /// Throws [NotFound] when no ring has such a key.
    public void dropSigningKey(String kid) {
        if (!rings.drop(kid, actor)) {
            throw new NotFound("signing key", kid);
        }
    }

    /// Puts a new random master key into its file in the data directory. Neither the database nor any other key changes.
    ///
    /// Throws [dev.microauth.problem.AuthException.Protected] when the master key comes from the environment, from the
    /// application or from a file elsewhere, which may be the key of other installations too, or there is none.
    public void rotateMasterKey() {
        requireSystem();
        custody.rotate(() -> note(Action.MASTER_KEY_ROTATE));
    }

    /// Replaces the master key by this one, 64 hexadecimal digits. Where the key is kept outside of the data directory, keep
    /// the new one there first, beside the old one; then call this; then let the next start have the new one. Until the
    /// directory was opened with the new key, the old one opens it too, so that neither a crash in between nor a key that did
    /// not arrive locks it; that opening ends it.
    ///
    /// Throws [dev.microauth.problem.AuthException.Invalid] when it is no such key.
    public void rotateMasterKey(Secret digits) {
        requireSystem();
        try (MasterKey fresh = parsed(digits)) {
            custody.rotateTo(fresh, () -> note(Action.MASTER_KEY_ROTATE));
        }
    }

    private static MasterKey parsed(Secret digits) {
        try {
            return MasterKey.parse(digits.revealText());
        } catch (IllegalArgumentException e) {
            throw new Invalid("master key", String.valueOf(e.getMessage()));
        }
    }

    /// The root key and the master key, sealed under a passphrase, 126 bytes. With them and a copy of the database an
    /// installation can be opened elsewhere: [dev.microauth.MicroAuthBuilder#importKeys(byte[], char[])]. Takes about half
    /// a second.
    ///
    /// Throws [dev.microauth.problem.AuthException.Invalid] for a passphrase of fewer than 15 characters.
    ///
    /// @param passphrase stays the caller's, who zeroes it
    public byte[] export(char[] passphrase) {
        requireSystem();
        return custody.export(passphrase, () -> note(Action.KEY_MATERIAL_EXPORT));
    }

    /// How the keys fare.
    public KeyMetrics metrics() {
        return KeyMetrics.of(rings, data);
    }

    // What opens the whole installation is the application's own, whatever rights somebody else
    // holds in it.
    private void requireSystem() {
        if (actor.kind() != Actor.Kind.SYSTEM) {
            throw new NotAllowed("only the application itself handles its master key");
        }
    }

    private void note(Action action) {
        audit.append(AuditEvent.of(clock.instant(), actor, action));
    }
}
