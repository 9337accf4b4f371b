package dev.microauth.web;

import dev.microauth.account.OwnFactors.Change;
import dev.microauth.testkit.AuthenticatorApp;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// An authenticator app with somebody's secret in it, and the recovery codes on paper beside it.
public record Phone(Site site, String secret, List<String> recoveryCodes) {
    /// Set up behind the doors, so that nobody's tokens are needed; the step of the confirmation is over.
    public static Phone of(Site site, String username) {
        var id = site.user(username).id();
        var factors = site.engine().ownFactors();
        var fresh =
                new Phone(site, factors.enrolTotp(Site.ACTOR, id).secret().revealText(), List.of());
        var change = new Change(Site.ACTOR, id, Optional.empty());
        var codes = factors.confirmTotp(change, fresh.code()).recoveryCodes();
        site.advance(Duration.ofSeconds(30));
        return new Phone(site, fresh.secret(), codes);
    }

    public String code() {
        return new AuthenticatorApp(secret).code(site.now(), 0);
    }

    /// Six digits that are no code of about now.
    public String wrongCode() {
        return new AuthenticatorApp(secret).wrongCode(site.now());
    }
}
