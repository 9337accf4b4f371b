package dev.microauth.web.account;

import dev.microauth.factor.TotpEnrolment;
import dev.microauth.secret.SealedState;
import dev.microauth.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/// What these pages give to a browser to bring back: each is good for the session that it was made in, under the
/// reference that its cookie had then.
final class Seals {
    private static final String FORM = "account form";
    private static final String NOTICE = "account notice";
    private static final Duration FORM_AGE = Duration.ofHours(12);
    private static final String APP = "account app";
    private static final Duration NOTICE_AGE = Duration.ofMinutes(1);
    // No longer than it can be confirmed.
    private static final Duration APP_AGE = Duration.ofHours(1);

    private final SealedState states;
    private final InstantSource clock;

    Seals(SealedState states, InstantSource clock) {
        this.states = states;
        this.clock = clock;
    }

    /// Security H2: for a form, which no other site can then have made.
    String form(Secret reference) {
        return states.seal(FORM, reference, new byte[0], clock.instant().plus(FORM_AGE));
    }

    boolean isForm(Secret reference, String sealed) {
        return states.open(FORM, reference, sealed, clock.instant()).isPresent();
    }

    /// An app that waits for its first code, so that it can be shown again to whom it was shown.
    String app(Secret reference, TotpEnrolment made) {
        String both = made.secret().revealText() + " " + made.otpauthUri().revealText();
        return states.seal(
                APP,
                reference,
                both.getBytes(StandardCharsets.UTF_8),
                clock.instant().plus(APP_AGE));
    }

    Optional<TotpEnrolment> app(Secret reference, String sealed) {
        return states.open(APP, reference, sealed, clock.instant())
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8).split(" ", 2))
                .map(both -> new TotpEnrolment(Secret.of(both[0]), Secret.of(both[1])));
    }

    /// A notice for an address, which nobody else can write and which soon says nothing.
    String notice(Secret reference, Notice notice) {
        return states.seal(
                NOTICE,
                reference,
                notice.name().getBytes(StandardCharsets.US_ASCII),
                clock.instant().plus(NOTICE_AGE));
    }

    Optional<Notice> notice(Secret reference, String sealed) {
        return states.open(NOTICE, reference, sealed, clock.instant())
                .flatMap(bytes -> Notice.find(new String(bytes, StandardCharsets.US_ASCII)));
    }
}
