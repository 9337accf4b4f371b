package dev.microauth.site;

import dev.microauth.secret.Digest;
import dev.microauth.secret.Secret;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/// What a site's browser is told by while it is away for a ticket: the hash of a secret that only this browser holds.
public record BrowserMark(String value) {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{43}");

    public BrowserMark {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("not a mark");
        }
    }

    public static BrowserMark of(Secret visit) {
        return new BrowserMark(
                Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(Digest.sha256(visit.reveal())));
    }

    public static Optional<BrowserMark> find(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new BrowserMark(text)) : Optional.empty();
    }
}
