package dev.microauth.credential;

import dev.microauth.access.Subjects;
import dev.microauth.actor.Actor;
import dev.microauth.audit.Action;
import dev.microauth.credential.Gate.Claim;
import dev.microauth.credential.HalfProof.Factor;
import dev.microauth.db.Database;
import dev.microauth.db.Tx;
import dev.microauth.factor.RecoveryCodes;
import dev.microauth.password.Busy;
import dev.microauth.password.PasswordHash;
import dev.microauth.password.Passwords;
import dev.microauth.password.Verification;
import dev.microauth.subject.Generation;
import dev.microauth.subject.UserId;
import dev.microauth.user.User;
import dev.microauth.user.Users;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The first step: a password, which is enough for who has nothing more.
final class PasswordStep {
    private final Database database;
    private final Users users;
    private final Passwords passwords;
    private final RecoveryCodes recoveryCodes;
    private final Gate gate;
    private final InstantSource clock;

    PasswordStep(Database database, SignIns.Proofs proofs, Gate gate, InstantSource clock) {
        this.database = database;
        this.users = proofs.users();
        this.passwords = proofs.passwords();
        this.recoveryCodes = proofs.recoveryCodes();
        this.gate = gate;
        this.clock = clock;
    }

    SignIn judge(Claim claim, Optional<User> user, char[] password) {
        // Before the hash: a password that is replaced meanwhile proves nothing for long.
        Optional<Generation> generation =
                user.flatMap(known -> database.read(tx -> Subjects.generation(tx, known.id())));
        Optional<PasswordHash> stored = user.flatMap(known -> users.findPassword(known.id()));
        Optional<Verification> verification = stored.map(hash -> passwords.verify(password, hash));
        if (verification.isEmpty()) {
            // Security G1: an unknown user costs as much as a wrong password.
            passwords.verifyDummy(password);
        }
        Instant now = clock.instant();
        Optional<String> refusal = refusal(user, verification);
        if (refusal.isPresent()) {
            return gate.decide(claim, tx -> gate.refuse(tx, claim, refusal.get()));
        }
        UserId id = user.orElseThrow().id();
        SignIn result =
                gate.decide(
                        claim,
                        tx -> {
                            Optional<User> current = users.find(tx, id);
                            // Trap 1: the right password does not help who is disabled or locked
                            // out.
                            return current.filter(person -> person.mayEnter(now)).isEmpty()
                                    ? gate.refuse(tx, claim, keptOut(current))
                                    : succeed(
                                            tx,
                                            claim,
                                            current.get(),
                                            now,
                                            generation.orElseThrow());
                        });
        // Security G1: not before, or the time of a second hash would tell who is kept out or
        // has to wait that the password was right.
        boolean told = result instanceof SignIn.Proven || result instanceof SignIn.Halfway;
        if (told && verification.get().needsRehash()) {
            renew(id, stored.orElseThrow(), password);
        }
        return result;
    }

    private void renew(UserId id, PasswordHash old, char[] password) {
        try {
            PasswordHash fresh = passwords.hash(password);
            database.write(tx -> {
                users.rehash(tx, id, old, fresh);
                return true;
            });
        } catch (Busy _) {
            // The sign-in stands; the next one will do it.
        }
    }

    private SignIn succeed(Tx tx, Claim claim, User user, Instant now, Generation generation) {
        Set<Factor> factors = factors(tx, user);
        if (!factors.isEmpty()) {
            // Trap 2: nobody is signed in yet, and no failure is forgiven: the code could be
            // guessed for ever.
            Action said =
                    claim.purpose() == Action.USER_LOGIN ? Action.PASSWORD_PROVE : claim.purpose();
            tx.record(
                    claim.event(now, said, Actor.anonymous(claim.origin()))
                            .saying("pwd, a second factor is due"));
            return new SignIn.Halfway(new HalfProof(user, now, generation, factors));
        }
        gate.forgive(tx, claim);
        if (claim.purpose() == Action.USER_LOGIN) {
            users.recordSignIn(tx, user.id(), now);
        }
        var actor = Actor.user(user.id().toString(), claim.origin());
        tx.record(claim.event(now, claim.purpose(), actor).saying("pwd"));
        return new SignIn.Proven(user, now, List.of("pwd"), generation);
    }

    /// What this person can show beside the password. Recovery codes stand in for a factor; they are none by
    /// themselves.
    Set<Factor> factors(Tx tx, User user) {
        var factors = EnumSet.noneOf(Factor.class);
        if (user.totpEnabled()) {
            factors.add(Factor.TOTP);
        }
        if (user.passkeys() > 0) {
            factors.add(Factor.PASSKEY);
        }
        if (!factors.isEmpty() && recoveryCodes.left(tx, user.id()) > 0) {
            factors.add(Factor.RECOVERY_CODE);
        }
        return factors;
    }

    /// Why this attempt fails, if it does; asked after the hash, so that every reason takes as long.
    private static Optional<String> refusal(
            Optional<User> user, Optional<Verification> verification) {
        if (user.isEmpty()) {
            return Optional.of("unknown user");
        }
        if (verification.isEmpty()) {
            return Optional.of("user without password");
        }
        return verification.get().matches() ? Optional.empty() : Optional.of("wrong password");
    }

    static String keptOut(Optional<User> user) {
        return user.map(each -> each.isActive() ? "user is locked out" : "user is disabled")
                .orElse("user is gone");
    }
}
