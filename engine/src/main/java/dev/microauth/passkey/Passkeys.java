package dev.microauth.passkey;

import dev.microauth.actor.Actor;
import dev.microauth.audit.Action;
import dev.microauth.audit.AuditEvent;
import dev.microauth.db.Database;
import dev.microauth.db.Tx;
import dev.microauth.passkey.WebAuthn.Proof;
import dev.microauth.passkey.WebAuthn.Shown;
import dev.microauth.passkey.WrongAnswer.CounterWentBack;
import dev.microauth.passkey.WrongAnswer.NotAttested;
import dev.microauth.problem.AuthException.AlreadyExists;
import dev.microauth.problem.AuthException.Invalid;
import dev.microauth.problem.AuthException.NotFound;
import dev.microauth.problem.AuthException.Protected;
import dev.microauth.secret.Digest;
import dev.microauth.secret.Randomness;
import dev.microauth.secret.SealedState;
import dev.microauth.secret.Secret;
import dev.microauth.subject.UserId;
import dev.microauth.user.User;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

/// Passkeys: a question out, an answer in. Nothing is stored for a question.
public final class Passkeys {
    /// How many somebody may have.
    public static final int MOST = 20;

    /// How long a question may wait for its answer.
    public static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final int CHALLENGE_BYTES = 32;
    // Web Authentication §14.6.1: random, and nothing of its owner in it.
    private static final int HANDLE_BYTES = 64;
    private static final int LONGEST_NAME = 64;

    private final Database database;
    private final PasskeyRules rules;
    private final String serviceName;
    private final SealedState states;
    private final Randomness randomness;
    private final InstantSource clock;

    public Passkeys(
            Database database,
            PasskeyRules rules,
            String serviceName,
            SealedState states,
            Randomness randomness,
            InstantSource clock) {
        this.database = database;
        this.rules = rules;
        this.serviceName = serviceName;
        this.states = states;
        this.randomness = randomness;
        this.clock = clock;
    }

    /// Asks for a new passkey of this person, who has proved lately who they are. Those they have are excluded. Throws
    /// [Protected] for somebody who has [#MOST].
    public Ceremony startEnrolment(User user, Secret holder) {
        return database.read(tx -> {
            List<StoredPasskey> existing = PasskeyStore.list(tx, user.id());
            requireRoom(existing.size());
            byte[] handle =
                    PasskeyStore.findHandle(tx, user.id())
                            .orElseGet(() -> randomness.bytes(HANDLE_BYTES));
            byte[] challenge = randomness.bytes(CHALLENGE_BYTES);
            byte[] kept =
                    ByteBuffer.allocate(CHALLENGE_BYTES + HANDLE_BYTES)
                            .put(challenge)
                            .put(handle)
                            .array();
            return new Ceremony(
                    question(challenge).enrolment(serviceName, user, handle, existing),
                    sealed(enrolmentOf(user.id()), holder, kept));
        });
    }

    /// Judges the answer. Throws [Invalid] naming `credential`, or `name` where that cannot be one.
    public NewPasskey finishEnrolment(UserId user, PasskeyAnswer answer, String name) {
        String label = requireName(name);
        byte[] kept =
                opened(enrolmentOf(user), answer)
                        .orElseThrow(() ->
                                new Invalid(
                                        "credential",
                                        "answers a question that is too old, or was not asked here: begin again"));
        byte[] challenge = Arrays.copyOf(kept, CHALLENGE_BYTES);
        byte[] handle = Arrays.copyOfRange(kept, CHALLENGE_BYTES, kept.length);
        try {
            Attested attested = library().enrolled(challenge, handle, answer.credentialJson());
            return new NewPasskey(user, label, handle, attested, used(challenge));
        } catch (NotAttested e) {
            log(e);
            throw new Invalid(
                    "credential",
                    "does not say of what make it is, which is required here: take another authenticator");
        } catch (WrongAnswer e) {
            log(e);
            throw new Invalid("credential", "is no right answer: begin again");
        }
    }

    /// Part of the change that keeps a new passkey. Throws [AlreadyExists] for one that somebody has, or for a question
    /// answered twice, [Protected] beyond [#MOST].
    public Passkey insert(Tx tx, NewPasskey fresh, Instant now) {
        requireRoom(count(tx, fresh.user()));
        var passkey =
                new Passkey(
                        randomness.id(now),
                        fresh.user(),
                        fresh.name(),
                        fresh.attested().backedUp(),
                        Optional.empty(),
                        now,
                        Optional.empty());
        var challenge = fresh.challenge();
        if (!PasskeyStore.useChallenge(tx, challenge.hash(), challenge.expiresAt())) {
            throw new AlreadyExists("passkey", "by this answer");
        }
        PasskeyStore.addHandle(tx, fresh.user(), fresh.handle());
        // Two first enrolments at once have two handles; an authenticator would show two accounts.
        boolean same =
                PasskeyStore.findHandle(tx, fresh.user())
                        .filter(kept -> Arrays.equals(kept, fresh.handle()))
                        .isPresent();
        Invalid.unless(same, "credential", "was made beside another: begin again");
        if (!PasskeyStore.insert(tx, passkey, fresh.attested())) {
            throw new AlreadyExists("passkey", "of this authenticator here");
        }
        return passkey;
    }

    /// Asks for any passkey of anybody's, with user verification: the first and only factor.
    public Ceremony startSignIn(Secret holder) {
        byte[] challenge = randomness.bytes(CHALLENGE_BYTES);
        return new Ceremony(
                question(challenge).signIn(), sealed("passkey sign-in", holder, challenge));
    }

    /// Asks for a passkey of this person's, as their second factor.
    public Ceremony startSecondFactor(UserId user, Secret holder) {
        byte[] challenge = randomness.bytes(CHALLENGE_BYTES);
        List<StoredPasskey> existing = database.read(tx -> PasskeyStore.list(tx, user));
        return new Ceremony(
                question(challenge).secondFactor(existing),
                sealed(secondFactorOf(user), holder, challenge));
    }

    /// Judges the answer to [#startSignIn]; empty for every wrong one.
    public Optional<ProvedPasskey> finishSignIn(PasskeyAnswer answer) {
        return opened("passkey sign-in", answer)
                .flatMap(challenge -> judge(challenge, answer, true, _ -> true));
    }

    /// Judges the answer to [#startSecondFactor] for this person; empty for every wrong one.
    public Optional<ProvedPasskey> finishSecondFactor(UserId user, PasskeyAnswer answer) {
        return opened(secondFactorOf(user), answer)
                .flatMap(challenge -> judge(challenge, answer, false, user::equals));
    }

    /// Part of a sign-in: false when the same answer was used before, or the passkey is gone.
    public boolean spend(Tx tx, ProvedPasskey proved, Instant now) {
        var challenge = proved.challenge();
        var proof = proved.proof();
        // Security F9: one row decides who was first with this answer.
        return PasskeyStore.useChallenge(tx, challenge.hash(), challenge.expiresAt())
                && PasskeyStore.noteUse(
                        tx, proved.passkey().id(), proof.signCount(), proof.backedUp(), now);
    }

    public List<Passkey> list(UserId user) {
        return database.read(tx -> list(tx, user));
    }

    public List<Passkey> list(Tx tx, UserId user) {
        return PasskeyStore.list(tx, user).stream().map(StoredPasskey::passkey).toList();
    }

    public int count(Tx tx, UserId user) {
        return Math.toIntExact(PasskeyStore.count(tx, user));
    }

    /// Part of a change; answers what it was called before. Throws [NotFound] for one of somebody else, [Invalid] naming
    /// `name`.
    public Passkey rename(Tx tx, UserId user, UUID id, String name, Instant now) {
        String label = requireName(name);
        Passkey before = get(tx, user, id);
        if (!PasskeyStore.rename(tx, user, id, label)) {
            throw missing(id);
        }
        return before;
    }

    /// Part of a change. Throws [NotFound] for one of somebody else.
    public Passkey remove(Tx tx, UserId user, UUID id) {
        Passkey before = get(tx, user, id);
        if (!PasskeyStore.remove(tx, user, id)) {
            throw missing(id);
        }
        return before;
    }

    /// Throws [NotFound] for one of somebody else.
    public Passkey get(UserId user, UUID id) {
        return database.read(tx -> get(tx, user, id));
    }

    /// Throws [NotFound] for one of somebody else.
    public Passkey get(Tx tx, UserId user, UUID id) {
        return PasskeyStore.find(tx, user, id).orElseThrow(() -> missing(id));
    }

    /// Forgets challenges that have expired.
    public void purge() {
        Instant now = clock.instant();
        database.writeBatches((tx, most) -> PasskeyStore.purge(tx, now, most));
    }

    private Optional<ProvedPasskey> judge(
            byte[] challenge, PasskeyAnswer answer, boolean alone, Predicate<UserId> owner) {
        try {
            WebAuthn library = library();
            Shown shown = library.shown(answer.credentialJson());
            Optional<StoredPasskey> stored =
                    database.read(tx -> PasskeyStore.find(tx, shown.id()))
                            .filter(known -> owner.test(known.passkey().user()));
            if (stored.isEmpty() || (alone && !shown.namesOwner())) {
                throw new WrongAnswer("no passkey that was asked for");
            }
            return judge(library, shown, challenge, stored.get(), alone);
        } catch (WrongAnswer e) {
            log(e);
            return Optional.empty();
        }
    }

    private Optional<ProvedPasskey> judge(
            WebAuthn library, Shown shown, byte[] challenge, StoredPasskey stored, boolean alone)
            throws WrongAnswer {
        try {
            // Web Authentication §7.2: a passkey that is the only proof has to ask who holds it.
            Proof proof = library.proved(shown, challenge, stored, alone);
            // Of two that were one, nobody can tell which is its owner's.
            return stored.passkey().suspectSince().isPresent()
                    ? Optional.empty()
                    : Optional.of(new ProvedPasskey(stored, proof, used(challenge)));
        } catch (CounterWentBack e) {
            suspect(stored.passkey(), used(challenge), String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private void suspect(Passkey passkey, UsedChallenge challenge, String why) {
        Instant now = clock.instant();
        var event =
                AuditEvent.of(now, Actor.system(serviceName), Action.PASSKEY_SUSPECT)
                        .on("user", passkey.user().toString())
                        .and("passkey", passkey.id().toString())
                        .saying(why);
        database.write(tx -> {
            // The same answer once more, as browsers and proxies send it, is of no copy.
            boolean first =
                    !PasskeyStore.isUsed(tx, challenge.hash())
                            && PasskeyStore.suspect(tx, passkey.id(), now);
            if (first) {
                tx.record(event);
            }
            return first;
        });
    }

    private Question question(byte[] challenge) {
        return new Question(rules, challenge);
    }

    private String sealed(String purpose, Secret holder, byte[] content) {
        return states.seal(purpose, holder, content, clock.instant().plus(PATIENCE));
    }

    private Optional<byte[]> opened(String purpose, PasskeyAnswer answer) {
        return states.open(purpose, answer.holder(), answer.state(), clock.instant());
    }

    /// Remembered for as long as the newest question can be answered, which is never too short.
    private UsedChallenge used(byte[] challenge) {
        return new UsedChallenge(Digest.sha256(challenge), clock.instant().plus(PATIENCE));
    }

    /// Made when it is needed: what it stands on is slow to load.
    private WebAuthn library() {
        return new WebAuthn(rules, serviceName);
    }

    private static String enrolmentOf(UserId user) {
        return "passkey enrolment of " + user;
    }

    private static String secondFactorOf(UserId user) {
        return "passkey second factor of " + user;
    }

    private static void requireRoom(int existing) {
        if (existing >= MOST) {
            throw new Protected("you have " + MOST + " passkeys: remove one first");
        }
    }

    private static String requireName(String typed) {
        String name = typed.strip();
        Invalid.unless(!name.isEmpty(), "name", "must not be blank");
        Invalid.unless(
                name.codePointCount(0, name.length()) <= LONGEST_NAME
                        && name.chars().noneMatch(Character::isISOControl),
                "name",
                "is longer than " + LONGEST_NAME + " characters or has control characters");
        return name;
    }

    private static NotFound missing(UUID id) {
        return new NotFound("passkey", id.toString());
    }

    private static void log(WrongAnswer answer) {
        System.getLogger(Passkeys.class.getName())
                .log(System.Logger.Level.DEBUG, "a passkey was refused: " + answer.getMessage());
    }
}
