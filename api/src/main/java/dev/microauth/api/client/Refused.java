package dev.microauth.api.client;

import dev.microauth.api.ProblemView;
import java.io.Serial;
import java.time.Duration;
import java.util.Optional;

/// The server refused the request, and nothing was changed.
public final class Refused extends ApiFailure {
    @Serial private static final long serialVersionUID = 1L;

    private final transient ProblemView problem;
    private final transient Optional<Duration> retryAfter;

    Refused(ProblemView problem, Optional<Duration> retryAfter) {
        super(problem.status() + " " + problem.title() + ": " + problem.detail());
        this.problem = problem;
        this.retryAfter = retryAfter;
    }

    /// What the server said. Its texts come from elsewhere: escape them before a terminal gets them.
    public ProblemView problem() {
        return problem;
    }

    /// How long to wait before the next attempt, where the server said it.
    public Optional<Duration> retryAfter() {
        return retryAfter;
    }
}
