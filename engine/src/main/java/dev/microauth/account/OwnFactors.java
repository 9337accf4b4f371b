package dev.microauth.account;

import dev.microauth.actor.Actor;
import dev.microauth.credential.PasswordChange;
import dev.microauth.factor.TotpEnrolment;
import dev.microauth.passkey.Passkey;
import dev.microauth.passkey.PasskeyAnswer;
import dev.microauth.secret.Secret;
import dev.microauth.session.SessionId;
import dev.microauth.subject.UserId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The factors of a person, changed by themselves, or taken away by an administrator. Each change ends every other
/// session and token of theirs; the session that it is made in goes on.
public final class OwnFactors {
    public OwnFactors() {}

    /// Who changes, and the session to keep, if it is theirs.
    public record Change(Actor actor, UserId user, Optional<SessionId> kept) {}

    /// What a change leads to: codes to be shown once where it was the first second factor (else none), and the new
    /// reference of the session that was kept, where a browser holds it.
    public record Changed(List<String> recoveryCodes, Optional<Secret> reference) {}

    public TotpEnrolment enrolTotp(Actor actor, UserId user) {
        throw new UnsupportedOperationException("to come");
    }

    /// Throws [dev.microauth.problem.AuthException.Invalid] naming `totp_code` for a wrong one, which counts as a
    /// failed sign-in does, and [dev.microauth.problem.AuthException.NotFound] when nothing waits to be confirmed.
    public Changed confirmTotp(Change change, String code) {
        throw new UnsupportedOperationException("to come");
    }

    /// Throws [dev.microauth.problem.AuthException.NotFound] when there is none.
    public Changed removeTotp(Change change) {
        throw new UnsupportedOperationException("to come");
    }

    /// Ten new ones in place of all older. Throws [dev.microauth.problem.AuthException.Protected] for somebody without
    /// a second factor.
    public Changed newRecoveryCodes(Change change) {
        throw new UnsupportedOperationException("to come");
    }

    /// Throws what [dev.microauth.passkey.Passkeys#finishEnrolment] and `insert` throw.
    public Changed addPasskey(Change change, PasskeyAnswer answer, String name) {
        throw new UnsupportedOperationException("to come");
    }

    public Passkey renamePasskey(Actor actor, UserId user, UUID id, String name) {
        throw new UnsupportedOperationException("to come");
    }

    /// Throws [dev.microauth.problem.AuthException.Protected] when it is the only way in that its owner has.
    public Changed removePasskey(Change change, UUID id) {
        throw new UnsupportedOperationException("to come");
    }

    /// [dev.microauth.credential.PasswordChanges#changePassword], with the session kept.
    public record PasswordChanged(PasswordChange change, Optional<Secret> reference) {}

    public PasswordChanged changePassword(Change change, char[] current, char[] wanted) {
        throw new UnsupportedOperationException("to come");
    }

    /// What an administrator takes from somebody else, who is not above them: TOTP and the recovery codes with it where
    /// no passkey is left. Ends their sessions and tokens. Throws
    /// [dev.microauth.problem.AuthException.NotFound], [dev.microauth.problem.AuthException.NotAllowed].
    public void takeTotp(Actor actor, UserId user) {
        throw new UnsupportedOperationException("to come");
    }

    public void takePasskey(Actor actor, UserId user, UUID id) {
        throw new UnsupportedOperationException("to come");
    }
}
