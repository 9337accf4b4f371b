package dev.microauth.helidon;

import dev.microauth.guard.GuardRule;
import dev.microauth.guard.Guards;
import dev.microauth.guard.Verdict;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Stands before a handler: runs it, or answers in its stead.
record Gate(Guards guards) {
    interface Work {
        void run() throws Exception;
    }

    void pass(GuardRule rule, ServerRequest request, ServerResponse response, Work work)
            throws Exception {
        List<String> shown = request.headers().all(HeaderNames.AUTHORIZATION, List::of);
        switch (guards.judge(rule, shown)) {
            case Verdict.Admitted(var user) -> {
                AuthUsers.set(request, user);
                work.run();
            }
            case Verdict.Refused refused -> answer(refused, request, response);
        }
    }

    private static void answer(
            Verdict.Refused refused, ServerRequest request, ServerResponse response) {
        byte[] body = refused.body().getBytes(StandardCharsets.UTF_8);
        response.status(Status.create(refused.status()));
        refused.headers()
                .forEach((name, value) -> response.header(HeaderNames.create(name), value));
        Heads.send(request, response, body);
    }
}
