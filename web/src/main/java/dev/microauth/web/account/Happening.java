package dev.microauth.web.account;

import dev.microauth.audit.Action;
import dev.microauth.audit.AuditEvent.Outcome;
import dev.microauth.audit.StoredEvent;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// What can happen to the way in of somebody, in words.
enum Happening {
    SIGNED_IN(Action.USER_LOGIN, Outcome.DONE, "account.history.login"),
    SIGN_IN_FAILED(Action.USER_LOGIN, Outcome.REFUSED, "account.history.login.failed"),
    PASSWORD_PROVED(Action.PASSWORD_PROVE, Outcome.DONE, "account.history.password.proved"),
    RESET(Action.USER_RESET, Outcome.DONE, "account.history.reset"),
    PASSWORD_CHANGED(Action.USER_PASSWORD_CHANGE, Outcome.DONE, "account.history.password"),
    PASSWORD_NOT_CHANGED(
            Action.USER_PASSWORD_CHANGE, Outcome.REFUSED, "account.history.password.failed"),
    PASSWORD_SET(Action.USER_PASSWORD_SET, Outcome.DONE, "account.history.password.set"),
    APP_ADDED(Action.TOTP_CONFIRM, Outcome.DONE, "account.history.app.added"),
    APP_NOT_ADDED(Action.TOTP_CONFIRM, Outcome.REFUSED, "account.history.app.failed"),
    APP_REMOVED(Action.TOTP_REMOVE, Outcome.DONE, "account.history.app.removed"),
    CODES_MADE(Action.RECOVERY_CODES_REPLACE, Outcome.DONE, "account.history.codes"),
    PASSKEY_ADDED(Action.PASSKEY_ADD, Outcome.DONE, "account.history.passkey.added"),
    PASSKEY_REMOVED(Action.PASSKEY_REMOVE, Outcome.DONE, "account.history.passkey.removed"),
    PASSKEY_SUSPECT(Action.PASSKEY_SUSPECT, Outcome.DONE, "account.history.passkey.suspect");

    private final Action action;
    private final Outcome outcome;
    private final String key;

    Happening(Action action, Outcome outcome, String key) {
        this.action = action;
        this.outcome = outcome;
        this.key = key;
    }

    static Optional<Happening> of(StoredEvent event) {
        return Stream.of(values())
                .filter(each ->
                        each.action.label().equals(event.action())
                                && each.outcome
                                        .name()
                                        .toLowerCase(Locale.ROOT)
                                        .equals(event.outcome()))
                .findFirst();
    }

    /// The key of its text.
    String key() {
        return key;
    }

    boolean isBad() {
        return outcome == Outcome.REFUSED || this == PASSKEY_SUSPECT;
    }
}
