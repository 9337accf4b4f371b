package dev.microauth.web.wire;

import dev.microauth.account.OwnFactors;
import dev.microauth.account.OwnFactors.Change;
import dev.microauth.actor.Actor;
import dev.microauth.api.PasskeyCreated;
import dev.microauth.api.PasskeyCreation;
import dev.microauth.api.PasskeyEdit;
import dev.microauth.api.PasskeyQuestion;
import dev.microauth.json.Json;
import dev.microauth.json.Limits;
import dev.microauth.json.MalformedJson;
import dev.microauth.passkey.Passkey;
import dev.microauth.passkey.PasskeyAnswer;
import dev.microauth.passkey.Passkeys;
import dev.microauth.secret.Secret;
import dev.microauth.subject.UserId;
import dev.microauth.token.LiveToken;
import dev.microauth.user.Users;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The passkeys of whoever shows a token, as both ports speak of them. The session of the token is the holder of a
/// question, and stays when all others end.
public final class OwnPasskeys {
    private final Users users;
    private final Passkeys passkeys;
    private final OwnFactors factors;

    public OwnPasskeys(Users users, Passkeys passkeys, OwnFactors factors) {
        this.users = users;
        this.passkeys = passkeys;
        this.factors = factors;
    }

    /// Somebody with their token.
    public record Own(Actor actor, UserId user, LiveToken token) {
        Change change() {
            return Change.over(actor, user, token);
        }

        Secret holder() {
            Optional<UUID> session = token.sessionId();
            return Secret.of(session.orElseGet(() -> token.id().value()).toString());
        }
    }

    public List<Passkey> list(Own own) {
        return passkeys.list(own.user());
    }

    public PasskeyQuestion ask(Own own) {
        var asked = passkeys.startEnrolment(users.get(own.user()), own.holder());
        try {
            return new PasskeyQuestion(
                    Json.object(asked.optionsJson(), Limits.BODY), asked.state());
        } catch (MalformedJson e) {
            throw new IllegalStateException("we wrote it ourselves", e);
        }
    }

    public PasskeyCreated add(Own own, PasskeyCreation wanted) {
        var answer =
                new PasskeyAnswer(wanted.state(), Json.text(wanted.credential()), own.holder());
        var added = factors.addPasskey(own.change(), answer, wanted.name());
        return new PasskeyCreated(Views.of(added.passkey()), added.changed().recoveryCodes());
    }

    /// The name that a patch is made of.
    public PasskeyEdit current(Own own, UUID id) {
        return new PasskeyEdit(passkeys.get(own.user(), id).name());
    }

    public Passkey rename(Own own, UUID id, PasskeyEdit wanted) {
        return factors.renamePasskey(own.actor(), own.user(), id, wanted.name());
    }

    public void remove(Own own, UUID id) {
        factors.removePasskey(own.change(), id);
    }
}
