package dev.microauth.passkey;

import dev.microauth.Db;
import dev.microauth.Installation;
import dev.microauth.TestClock;
import dev.microauth.audit.AuditEvent;
import dev.microauth.db.Database;
import dev.microauth.db.Journal;
import dev.microauth.db.Tx;
import dev.microauth.secret.Randomness;
import dev.microauth.secret.SealedState;
import dev.microauth.secret.Secret;
import dev.microauth.subject.UserId;
import dev.microauth.user.User;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/// Passkeys on a database of their own, with alice and bob, and what they leave in the audit.
final class PasskeySite implements AutoCloseable {
    static final Secret HOLDER = Secret.of("a browser");
    static final PasskeyRules RULES =
            PasskeyRules.of(
                    "http://localhost:9040", "http://localhost:9041", Optional.empty(), false);

    final Installation site;
    final Database database;
    final List<AuditEvent> events = new CopyOnWriteArrayList<>();
    final User alice;
    final User bob;
    final Passkeys passkeys;
    private final SealedState states;

    PasskeySite(Db db) {
        site = Installation.on(db);
        alice = site.user("alice");
        bob = site.user("bob");
        site.stop();
        states = new SealedState(site.storage().rootKey().travellingSeal(new Randomness()));
        database =
                Database.open(
                        site.storage().dialect(),
                        new Journal() {
                            @Override
                            public void write(Tx tx, List<Entry> entries) {
                                entries.forEach(entry -> events.add((AuditEvent) entry));
                            }

                            @Override
                            public void abandoned() {}
                        });
        passkeys = with(RULES);
    }

    Passkeys with(PasskeyRules rules) {
        return new Passkeys(database, rules, "microauth", states, new Randomness(), site.clock());
    }

    TestClock clock() {
        return site.clock();
    }

    void advance(Duration step) {
        site.clock().advance(step);
    }

    Passkey keep(NewPasskey fresh) {
        return database.write(tx -> passkeys.insert(tx, fresh, clock().instant()));
    }

    NewPasskey made(User user, SoftAuthenticator authenticator) {
        Ceremony asked = passkeys.startEnrolment(user, HOLDER);
        return passkeys.finishEnrolment(
                user.id(), answer(asked, authenticator.create(asked.optionsJson())), "a key");
    }

    Passkey enrolled(User user, SoftAuthenticator authenticator) {
        return keep(made(user, authenticator));
    }

    SoftAuthenticator enrolled(User user) {
        var authenticator = new SoftAuthenticator(KeyKind.ES256);
        enrolled(user, authenticator);
        return authenticator;
    }

    Optional<ProvedPasskey> signIn(SoftAuthenticator authenticator) {
        Ceremony asked = passkeys.startSignIn(HOLDER);
        return passkeys.finishSignIn(answer(asked, authenticator.get(asked.optionsJson())));
    }

    Optional<ProvedPasskey> secondFactor(UserId user, SoftAuthenticator authenticator) {
        Ceremony asked = passkeys.startSecondFactor(user, HOLDER);
        return passkeys.finishSecondFactor(
                user, answer(asked, authenticator.get(asked.optionsJson())));
    }

    boolean spend(ProvedPasskey proved) {
        return database.write(tx -> passkeys.spend(tx, proved, clock().instant()));
    }

    static PasskeyAnswer answer(Ceremony asked, String credential) {
        return new PasskeyAnswer(asked.state(), credential, HOLDER);
    }

    @Override
    public void close() {
        database.close();
        site.storage().close();
    }
}
