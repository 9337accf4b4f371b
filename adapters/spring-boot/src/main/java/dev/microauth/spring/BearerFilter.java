package dev.microauth.spring;

import dev.microauth.guard.GuardRule;
import dev.microauth.guard.Guards;
import dev.microauth.guard.Verdict;
import dev.microauth.servlet.AuthUsers;
import dev.microauth.servlet.GuardFilter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import org.springframework.web.filter.OncePerRequestFilter;

/// Turns the access token of a request into its authentication. A request without one goes on as nobody's, one with a bad
/// token is refused here.
final class BearerFilter extends OncePerRequestFilter {
    private static final GuardRule ANYBODY = new GuardRule.Open();

    private final Guards guards;

    BearerFilter(Guards guards) {
        this.guards = guards;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var shown = Collections.list(request.getHeaders("authorization"));
        switch (guards.judge(ANYBODY, shown)) {
            case Verdict.Admitted(var user) -> {
                AuthUsers.set(request, user);
                user.ifPresent(each ->
                        Authentications.set(new MicroAuthAuthentication(each), request, response));
                chain.doFilter(request, response);
            }
            case Verdict.Refused refused -> GuardFilter.refuse(refused, response);
        }
    }
}
