package dev.microauth;

import dev.microauth.account.OwnFactors.Change;
import dev.microauth.actor.Actor;
import dev.microauth.actor.Origin;
import dev.microauth.factor.TotpEnrolment;
import dev.microauth.subject.UserId;
import dev.microauth.testkit.AuthenticatorApp;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// An authenticator app with somebody's secret in it, and the recovery codes on paper beside it.
public record Phone(Installation site, String secret, List<String> recoveryCodes) {
    /// Enrolled and confirmed; the step of the confirmation is over.
    public static Phone of(Installation site, String username) {
        UserId id = site.user(username).id();
        var waiting = waiting(site, username);
        var codes =
                site.auth().ownFactors().confirmTotp(change(id), waiting.code()).recoveryCodes();
        site.clock().advance(Duration.ofSeconds(30));
        return new Phone(site, waiting.secret(), codes);
    }

    /// Enrolled only.
    public static Phone waiting(Installation site, String username) {
        UserId id = site.user(username).id();
        TotpEnrolment enrolment = site.auth().ownFactors().enrolTotp(change(id).actor(), id);
        return new Phone(site, enrolment.secret().revealText(), List.of());
    }

    public static Change change(UserId id) {
        return new Change(Actor.user(id.toString(), Origin.NONE), id, Optional.empty());
    }

    public String code() {
        return code(0);
    }

    /// The code so many steps from now.
    public String code(int steps) {
        return new AuthenticatorApp(secret).code(site.clock().instant(), steps);
    }

    /// Six digits that are no code of about now.
    public String wrongCode() {
        return new AuthenticatorApp(secret).wrongCode(site.clock().instant());
    }
}
