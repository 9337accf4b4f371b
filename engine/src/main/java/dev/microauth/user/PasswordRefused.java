package dev.microauth.user;

import dev.microauth.password.PasswordJudgement;
import dev.microauth.problem.AuthException.Invalid;

/// A password that somebody chose cannot be taken. Its message is English; who shows it to people words the reason.
///
/// ```java
/// try {
///     auth.users().create(me).username("alice").password(chosen).save();
/// } catch (PasswordRefused e) {
///     say(e.field(), e.judgement().reason(), e.judgement().numbers());
/// }
/// ```
public final class PasswordRefused extends Invalid {
    private static final long serialVersionUID = 1;

    private final String field;
    private final transient PasswordJudgement.Refused judgement;

    /// @param field what the password is called where it was typed
    public PasswordRefused(String field, PasswordJudgement.Refused judgement) {
        super(field, judgement.text());
        this.field = field;
        this.judgement = judgement;
    }

    public String field() {
        return field;
    }

    public PasswordJudgement.Refused judgement() {
        return judgement;
    }
}
