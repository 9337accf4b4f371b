package dev.microauth.credential;

import dev.microauth.access.Subjects;
import dev.microauth.actor.Actor;
import dev.microauth.credential.Gate.Claim;
import dev.microauth.db.Tx;
import dev.microauth.factor.RecoveryCodes;
import dev.microauth.factor.Totp;
import dev.microauth.passkey.PasskeyAnswer;
import dev.microauth.passkey.Passkeys;
import dev.microauth.passkey.ProvedPasskey;
import dev.microauth.subject.Generation;
import dev.microauth.subject.UserId;
import dev.microauth.user.User;
import dev.microauth.user.Users;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What is shown after a password, or instead of it: a code, or a passkey.
final class SecondStep {
    /// How long a password that was right waits for its second factor.
    static final Duration LIFE = Duration.ofMinutes(5);

    private final Users users;
    private final Totp totp;
    private final RecoveryCodes recoveryCodes;
    private final Passkeys passkeys;
    private final Gate gate;
    private final InstantSource clock;

    SecondStep(SignIns.Proofs proofs, Gate gate, InstantSource clock) {
        this.users = proofs.users();
        this.totp = proofs.totp();
        this.recoveryCodes = proofs.recoveryCodes();
        this.passkeys = proofs.passkeys();
        this.gate = gate;
        this.clock = clock;
    }

    SignIn judge(Claim claim, HalfProof half, SecondFactor factor) {
        Optional<ProvedPasskey> passkey =
                factor instanceof SecondFactor.OfPasskey(var answer)
                        ? passkeys.finishSecondFactor(half.user().id(), answer)
                        : Optional.empty();
        Instant now = clock.instant();
        return gate.decide(
                claim,
                tx -> {
                    Optional<User> current = users.find(tx, half.user().id());
                    Optional<String> stale = stale(tx, half, current, now);
                    if (stale.isPresent()) {
                        return gate.refuseUncounted(tx, claim, stale.get());
                    }
                    HalfProof known = half.of(current.orElseThrow());
                    return switch (factor) {
                        case SecondFactor.TotpCode(var code) ->
                                totp.use(tx, half.user().id(), code, now)
                                        ? succeed(tx, claim, known, List.of("otp"), "")
                                        : gate.refuse(tx, claim, "wrong or used code");
                        case SecondFactor.RecoveryCode(var code) ->
                                recoveryCodes.use(tx, half.user().id(), code, now)
                                        ? succeed(tx, claim, known, List.of("otp"), "recovery code")
                                        : gate.refuse(tx, claim, "wrong or used recovery code");
                        case SecondFactor.OfPasskey _ ->
                                passkey.filter(each -> passkeys.spend(tx, each, now)).isPresent()
                                        ? succeed(tx, claim, known, passkey.get().methods(), "")
                                        : gate.refuse(tx, claim, "wrong or used passkey");
                    };
                });
    }

    /// Trap 1, trap 2: what was true at the first step is asked again at this one.
    private static Optional<String> stale(
            Tx tx, HalfProof half, Optional<User> current, Instant now) {
        if (!now.isBefore(half.at().plus(LIFE))) {
            return Optional.of("the second factor came too late");
        }
        if (current.filter(user -> user.mayEnter(now)).isEmpty()) {
            return Optional.of(PasswordStep.keptOut(current));
        }
        return Subjects.generation(tx, half.user().id())
                        .filter(half.generation()::equals)
                        .isPresent()
                ? Optional.empty()
                : Optional.of("what the password proved has ended meanwhile");
    }

    private SignIn succeed(Tx tx, Claim claim, HalfProof half, List<String> second, String note) {
        var methods = new ArrayList<>(List.of("pwd"));
        methods.addAll(second);
        methods.add("mfa");
        User user = half.user();
        return signedIn(tx, claim, new Signed(user, methods, half.generation(), note));
    }

    /// Who it was, how, and what else is to be said of it.
    private record Signed(User user, List<String> methods, Generation generation, String note) {}

    private SignIn signedIn(Tx tx, Claim claim, Signed signed) {
        Instant now = clock.instant();
        gate.forgive(tx, claim);
        UserId id = signed.user().id();
        users.recordSignIn(tx, id, now);
        String said = String.join(" ", signed.methods());
        tx.record(
                claim.event(now, claim.purpose(), Actor.user(id.toString(), claim.origin()))
                        .on("user", id.toString())
                        .saying(signed.note().isEmpty() ? said : said + ", " + signed.note()));
        return new SignIn.Proven(signed.user(), now, signed.methods(), signed.generation());
    }

    /// A passkey that says who its owner is, and that it asked them: two factors at once.
    SignIn judge(Claim claim, PasskeyAnswer answer) {
        Optional<ProvedPasskey> proved =
                passkeys.finishSignIn(answer).filter(ProvedPasskey::userVerified);
        Instant now = clock.instant();
        if (proved.isEmpty()) {
            return gate.decide(claim, tx -> gate.refuse(tx, claim, "wrong passkey"));
        }
        UserId id = proved.get().user();
        return gate.decide(
                claim,
                tx -> {
                    Optional<User> current = users.find(tx, id);
                    if (current.filter(user -> user.mayEnter(now)).isEmpty()) {
                        return gate.refuse(tx, claim, PasswordStep.keptOut(current));
                    }
                    // In the transaction that finds the passkey still there: nothing that ended
                    // before counts.
                    Optional<Generation> generation = Subjects.generation(tx, id);
                    if (generation.isEmpty() || !passkeys.spend(tx, proved.get(), now)) {
                        return gate.refuse(tx, claim, "used passkey");
                    }
                    var methods = new ArrayList<>(proved.get().methods());
                    methods.add("mfa");
                    return signedIn(
                            tx, claim, new Signed(current.get(), methods, generation.get(), ""));
                });
    }
}
