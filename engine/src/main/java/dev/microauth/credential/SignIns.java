package dev.microauth.credential;

import dev.microauth.access.Subjects;
import dev.microauth.actor.Origin;
import dev.microauth.audit.Action;
import dev.microauth.credential.Gate.Claim;
import dev.microauth.db.Database;
import dev.microauth.factor.RecoveryCodes;
import dev.microauth.factor.Totp;
import dev.microauth.passkey.PasskeyAnswer;
import dev.microauth.passkey.Passkeys;
import dev.microauth.password.Passwords;
import dev.microauth.secret.Randomness;
import dev.microauth.secret.RootKey.Keyed;
import dev.microauth.secret.SealedState;
import dev.microauth.secret.Secret;
import dev.microauth.subject.UserId;
import dev.microauth.throttle.Throttle;
import dev.microauth.throttle.Throttle.Among;
import dev.microauth.user.User;
import dev.microauth.user.Username;
import dev.microauth.user.Users;
import java.time.InstantSource;
import java.util.Optional;

/// Signing in. One path for every door, so that no door forgets a step.
public final class SignIns {
    private final Database database;
    private final Users users;
    private final Gate gate;
    private final PasswordStep passwordStep;
    private final SecondStep secondStep;
    private final HalfProofs halfProofs;
    private final DeviceMarks marks;
    private final InstantSource clock;

    public SignIns(
            Database database,
            Proofs proofs,
            Throttle throttle,
            Browsers browsers,
            InstantSource clock) {
        this.database = database;
        this.users = proofs.users();
        this.gate = new Gate(database, throttle, clock);
        this.passwordStep = new PasswordStep(database, proofs, gate, clock);
        this.secondStep = new SecondStep(proofs, gate, clock);
        this.halfProofs = new HalfProofs(browsers.states(), database, users, passwordStep, clock);
        this.marks = new DeviceMarks(browsers.deviceKey(), browsers.randomness());
        this.clock = clock;
    }

    /// What somebody can be known by.
    public record Proofs(
            Users users,
            Passwords passwords,
            Totp totp,
            RecoveryCodes recoveryCodes,
            Passkeys passkeys) {}

    /// What protects that which browsers keep.
    public record Browsers(SealedState states, Keyed deviceKey, Randomness randomness) {}

    /// Signs in by name and password. The caller clears the characters afterwards.
    public SignIn withPassword(String typedName, char[] password, Attempt attempt) {
        return byPassword(typedName, password, attempt, Action.USER_LOGIN);
    }

    /// Asks whether a name and a password would sign in; a wrong one counts as it does there, a right one is no
    /// sign-in. The caller clears the characters afterwards.
    public SignIn checkPassword(String typedName, char[] password, Origin origin) {
        return byPassword(typedName, password, Attempt.from(origin), Action.PASSWORD_CHECK);
    }

    /// The second step of a sign-in, within five minutes of the first.
    public SignIn withSecondFactor(HalfProof half, SecondFactor factor, Attempt attempt) {
        User user = half.user();
        var claim =
                new Claim(
                        Action.USER_LOGIN,
                        Optional.of(user.id()),
                        subject(
                                user.username().value(),
                                Optional.of(user),
                                attempt,
                                Among.ALL_STRICTLY),
                        attempt.origin());
        return gate.pass(claim, () -> secondStep.judge(claim, half, factor));
    }

    /// Password and, where one is enrolled, a code in one step: for doors that cannot ask again.
    public SignIn withPasswordAndCode(
            String typedName, char[] password, Optional<String> totpCode, Attempt attempt) {
        SignIn first = withPassword(typedName, password, attempt);
        if (first instanceof SignIn.Halfway(var half) && totpCode.isPresent()) {
            return withSecondFactor(half, new SecondFactor.TotpCode(totpCode.get()), attempt);
        }
        return first;
    }

    /// Signs in by a passkey that asked who its owner is, and nothing else.
    public SignIn withPasskey(PasskeyAnswer answer, Attempt attempt) {
        // A signature cannot be guessed, so that no name has to be protected from many sources; and
        // one browser's failures make no other wait behind the same address.
        String browser = answer.holder().revealText();
        var subject = new Throttle.Subject("passkey", browser, attempt.origin().network());
        var claim = new Claim(Action.USER_LOGIN, Optional.empty(), subject, attempt.origin());
        return gate.pass(claim, () -> secondStep.judge(claim, answer));
    }

    /// A half proof as it travels with its browser, sealed for it.
    public String seal(HalfProof half, Secret holder) {
        return halfProofs.seal(half, holder);
    }

    /// Empty when it is too old, of another browser, or its person may not enter any more.
    public Optional<HalfProof> open(String sealed, Secret holder) {
        return halfProofs.open(sealed, holder);
    }

    /// For a browser to keep after a sign-in, for 180 days or until its owner's password or factors change: its failures
    /// are then counted by themselves, so that no stranger can make its owner wait.
    public String deviceMark(SignIn.Proven proof) {
        return marks.make(proof, clock.instant());
    }

    private SignIn byPassword(String typedName, char[] password, Attempt attempt, Action purpose) {
        Optional<User> user = Username.find(typedName).flatMap(users::find);
        var claim =
                new Claim(
                        purpose,
                        user.map(User::id),
                        subject(Username.fold(typedName), user, attempt, Among.ALL),
                        attempt.origin());
        return gate.pass(claim, () -> passwordStep.judge(claim, user, password));
    }

    /// Security F5: a browser with a mark of this very person is counted by itself; before a second factor only one
    /// that showed such a factor, since a password alone gives marks where none is enrolled.
    private Throttle.Subject subject(
            String name, Optional<User> user, Attempt attempt, Among strangers) {
        return user.flatMap(known -> device(known.id(), attempt))
                .filter(device -> device.mfa() || strangers != Among.ALL_STRICTLY)
                .map(device -> new Throttle.Subject("user", name, "device " + device.name()))
                .orElseGet(() ->
                        new Throttle.Subject("user", name, attempt.origin().network(), strangers));
    }

    private Optional<DeviceMarks.Device> device(UserId user, Attempt attempt) {
        return attempt.device()
                .flatMap(mark ->
                        database.read(tx -> Subjects.generation(tx, user))
                                .flatMap(current ->
                                        marks.find(user, current, mark, clock.instant())));
    }
}
