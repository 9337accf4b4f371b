package dev.microauth.web;

import dev.microauth.account.OwnFactors.Change;
import dev.microauth.secret.Hotp;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// An authenticator app with somebody's secret in it, and the recovery codes on paper beside it.
public record Phone(Site site, String secret, List<String> recoveryCodes) {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

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
        return Hotp.code(key(), site.now().getEpochSecond() / 30);
    }

    /// Six digits that are no code of about now.
    public String wrongCode() {
        long step = site.now().getEpochSecond() / 30;
        var right = List.of(Hotp.code(key(), step - 1), code(), Hotp.code(key(), step + 1));
        return List.of("000000", "000001", "000002", "000003").stream()
                .filter(guess -> !right.contains(guess))
                .findFirst()
                .orElseThrow();
    }

    private byte[] key() {
        var bytes = new ByteArrayOutputStream();
        int waiting = 0;
        int bits = 0;
        for (int i = 0; i < secret.length(); i++) {
            waiting = (waiting << 5) | ALPHABET.indexOf(secret.charAt(i));
            bits += 5;
            if (bits >= 8) {
                bits -= 8;
                bytes.write(waiting >> bits);
            }
        }
        return bytes.toByteArray();
    }
}
