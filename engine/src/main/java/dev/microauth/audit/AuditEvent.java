package dev.microauth.audit;

import dev.microauth.actor.Actor;
import dev.microauth.db.Journal;
import java.time.Instant;
import java.util.Optional;

/// One thing that happened: who did what to whom, through which client, and how it ended.
///
/// `detail` says why or what changed, in words without secrets.
public record AuditEvent(
        Instant time,
        Actor actor,
        Action action,
        Optional<Target> target,
        Optional<Target> secondTarget,
        Optional<String> clientId,
        Outcome outcome,
        String detail)
        implements Journal.Entry {

    public enum Outcome {
        DONE,
        REFUSED
    }

    /// What was acted on: the noun and its id.
    public record Target(String kind, String id) {}

    public static AuditEvent of(Instant time, Actor actor, Action action) {
        return new AuditEvent(
                time,
                actor,
                action,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Outcome.DONE,
                "");
    }

    public AuditEvent on(String kind, String id) {
        return new AuditEvent(
                time,
                actor,
                action,
                Optional.of(new Target(kind, id)),
                secondTarget,
                clientId,
                outcome,
                detail);
    }

    public AuditEvent and(String kind, String id) {
        return new AuditEvent(
                time,
                actor,
                action,
                target,
                Optional.of(new Target(kind, id)),
                clientId,
                outcome,
                detail);
    }

    public AuditEvent through(String client) {
        return new AuditEvent(
                time, actor, action, target, secondTarget, Optional.of(client), outcome, detail);
    }

    public AuditEvent refused(String why) {
        return new AuditEvent(
                time, actor, action, target, secondTarget, clientId, Outcome.REFUSED, why);
    }

    public AuditEvent saying(String what) {
        return new AuditEvent(time, actor, action, target, secondTarget, clientId, outcome, what);
    }
}
