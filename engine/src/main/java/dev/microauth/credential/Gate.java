package dev.microauth.credential;

import dev.microauth.actor.Actor;
import dev.microauth.actor.Origin;
import dev.microauth.audit.Action;
import dev.microauth.audit.AuditEvent;
import dev.microauth.db.Database;
import dev.microauth.db.Tx;
import dev.microauth.password.Busy;
import dev.microauth.subject.UserId;
import dev.microauth.throttle.RateLimit.Door;
import dev.microauth.throttle.Throttle;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/// What stands before every proof, whichever it is: who has to wait is told so, and a failure is counted and recorded.
final class Gate {
    private final Database database;
    private final Throttle throttle;
    private final InstantSource clock;

    Gate(Database database, Throttle throttle, InstantSource clock) {
        this.database = database;
        this.throttle = throttle;
        this.clock = clock;
    }

    /// Who claims to be whom, from where, and what for.
    record Claim(Action purpose, Optional<UserId> user, Throttle.Subject subject, Origin origin) {
        AuditEvent event(Instant now, Action action, Actor actor) {
            var event = AuditEvent.of(now, actor, action);
            return user.map(id -> event.on("user", id.toString())).orElse(event);
        }
    }

    SignIn pass(Claim claim, Supplier<SignIn> proof) {
        Optional<Duration> pause = throttle.limit().take(Door.SIGN_IN, claim.origin());
        if (pause.isPresent()) {
            if (throttle.limit().isNews(Door.SIGN_IN, claim.origin())) {
                noteRefusal(claim, "too many requests: has to wait");
            }
            return new SignIn.Throttled(pause.get());
        }
        // Security F6: who has to wait costs no hash and learns nothing.
        Optional<Duration> wait = throttle.wait(claim.subject());
        if (wait.isPresent()) {
            noteWaiting(claim);
            return new SignIn.Throttled(wait.get());
        }
        try {
            return proof.get();
        } catch (Busy e) {
            return new SignIn.Busy(e.retryAfter());
        }
    }

    /// Security K1: the first refusal of a minute is an event, the flood behind it is not.
    private void noteWaiting(Claim claim) {
        if (throttle.isNews(claim.subject())) {
            noteRefusal(claim, "too many failures: has to wait");
        }
    }

    private void noteRefusal(Claim claim, String why) {
        var event =
                AuditEvent.of(clock.instant(), Actor.anonymous(claim.origin()), claim.purpose())
                        .refused(why);
        database.write(tx -> {
            tx.record(event);
            return true;
        });
    }

    /// Security F5: who guesses in parallel learns nothing beyond what the same guesses tell one by one, so the
    /// waiting is asked once more where failures are counted.
    SignIn decide(Claim claim, Database.Work<SignIn> decision) {
        return database.write(tx ->
                throttle.wait(tx, claim.subject())
                        .<SignIn>map(SignIn.Throttled::new)
                        .orElseGet(() -> decision.run(tx)));
    }

    /// A failure: counted and recorded.
    SignIn refuse(Tx tx, Claim claim, String why) {
        throttle.fail(tx, claim.subject());
        return refuseUncounted(tx, claim, why);
    }

    /// Recorded only: nothing was guessed.
    SignIn refuseUncounted(Tx tx, Claim claim, String why) {
        var anonymous = Actor.anonymous(claim.origin());
        tx.record(claim.event(clock.instant(), claim.purpose(), anonymous).refused(why));
        return new SignIn.Refused(why);
    }

    void forgive(Tx tx, Claim claim) {
        throttle.clear(tx, claim.subject());
    }
}
