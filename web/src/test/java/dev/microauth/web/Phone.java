package dev.microauth.web;

import dev.microauth.account.OwnFactors.Change;
import dev.microauth.actor.Actor;
import dev.microauth.actor.Origin;
import dev.microauth.secret.Hotp;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// An authenticator app with somebody's secret in it, and the recovery codes on paper beside it.
record Phone(Site site, byte[] key, List<String> recoveryCodes) {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// Enrolled and confirmed; the step of the confirmation is over.
    static Phone of(Site site, String username) {
        var id = site.user(username).id();
        var change = new Change(Actor.user(id.toString(), Origin.NONE), id, Optional.empty());
        var factors = site.engine().ownFactors();
        byte[] key = decoded(factors.enrolTotp(change.actor(), id).secret().revealText());
        var codes = factors.confirmTotp(change, code(site, key)).recoveryCodes();
        site.advance(Duration.ofSeconds(60));
        return new Phone(site, key, codes);
    }

    String code() {
        return code(site, key);
    }

    private static String code(Site site, byte[] key) {
        return Hotp.code(key, site.now().getEpochSecond() / 30);
    }

    /// RFC 4648 §6.
    private static byte[] decoded(String text) {
        var bytes = new ByteArrayOutputStream();
        int buffer = 0;
        int bits = 0;
        for (char letter : text.toCharArray()) {
            buffer = buffer << 5 | ALPHABET.indexOf(letter);
            bits += 5;
            if (bits >= 8) {
                bits -= 8;
                bytes.write(buffer >> bits);
                buffer &= (1 << bits) - 1;
            }
        }
        return bytes.toByteArray();
    }
}
