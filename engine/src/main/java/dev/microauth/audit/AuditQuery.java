package dev.microauth.audit;

import java.time.Instant;
import java.util.Optional;
import java.util.StringJoiner;

/// Which events are wanted; what is empty filters nothing.
///
/// @param targetId the first or the second target
/// @param since the first moment that counts
/// @param until the first that counts no more
public record AuditQuery(
        Optional<String> action,
        Optional<String> actorId,
        Optional<String> targetId,
        Optional<String> outcome,
        Optional<String> clientId,
        Optional<String> ip,
        Optional<Instant> since,
        Optional<Instant> until) {
    public static final AuditQuery ALL =
            new AuditQuery(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());

    AuditQuery until(Instant end) {
        return new AuditQuery(
                action, actorId, targetId, outcome, clientId, ip, since, Optional.of(end));
    }

    /// What was asked for, in words.
    String told() {
        var words = new StringJoiner(", ");
        words.setEmptyValue("everything");
        action.ifPresent(each -> words.add("action " + each));
        actorId.ifPresent(each -> words.add("actor " + each));
        targetId.ifPresent(each -> words.add("target " + each));
        outcome.ifPresent(each -> words.add("outcome " + each));
        clientId.ifPresent(each -> words.add("client " + each));
        ip.ifPresent(each -> words.add("ip " + each));
        since.ifPresent(each -> words.add("since " + each));
        until.ifPresent(each -> words.add("until " + each));
        return words.toString();
    }
}
