package dev.microauth.server;

import dev.microauth.Engine;
import dev.microauth.audit.Verdict;
import dev.microauth.server.command.ExitCode;
import dev.microauth.server.control.Report;
import dev.microauth.server.control.Verb;
import java.util.Map;
import java.util.Optional;

/// The verbs that work on the data: by the daemon that holds it, or by the command itself when none does.
final class EngineVerbs {
    static final String AUDIT_VERIFY = "audit verify";
    static final String ROTATE_MASTER = "key rotate-master";
    static final String HEALTH = "health";
    static final String RECOVER = "recover";

    private EngineVerbs() {}

    static Map<String, Verb> over(Engine auth) {
        return Map.of(
                AUDIT_VERIFY, report -> verifyAudit(auth, report),
                ROTATE_MASTER, report -> rotateMaster(auth, report),
                HEALTH, report -> health(auth, report),
                RECOVER, report -> recover(auth, report));
    }

    private static int verifyAudit(Engine auth, Report report) {
        return switch (auth.audit().verify(done -> report.progress(done + " events"))) {
            case Verdict.Whole(long events) -> {
                report.result("the audit is whole: " + events + " events");
                yield ExitCode.DONE;
            }
            case Verdict.Broken(long chain, long sequence, String what) -> {
                report.result(
                        "the audit is broken at event "
                                + sequence
                                + " of chain "
                                + chain
                                + ": "
                                + what);
                yield ExitCode.FAILED;
            }
        };
    }

    private static int rotateMaster(Engine auth, Report report) {
        auth.rotateMasterKey(Daemon.ACTOR);
        report.result(
                "the master key was replaced; keep a copy of the new one away from this machine");
        return ExitCode.DONE;
    }

    /// Whoever may enter the directory owns what is in it; the link is for them, and the audit tells of it.
    private static int recover(Engine auth, Report report) {
        report.result(auth.links().recover(Daemon.ACTOR).url().revealText());
        return ExitCode.DONE;
    }

    private static int health(Engine auth, Report report) {
        Optional<String> problem = auth.unready();
        report.result(problem.map(what -> "unavailable: " + what).orElse("ready"));
        return problem.isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
    }
}
