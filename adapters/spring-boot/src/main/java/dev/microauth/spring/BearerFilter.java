package dev.microauth.spring;

import dev.microauth.guard.GuardRule;
import dev.microauth.guard.Guards;
import dev.microauth.guard.Verdict;
import dev.microauth.jose.AuthUser;
import dev.microauth.servlet.AuthUsers;
import dev.microauth.servlet.GuardFilter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.web.filter.OncePerRequestFilter;

/// Turns the access token of a request into its authentication. A request without one goes on as nobody's, one with a bad
/// token is refused here.
final class BearerFilter extends OncePerRequestFilter {
    private static final GuardRule ANYBODY = new GuardRule.Open();

    private final Guards guards;
    // Where the dispatch of an answer that comes later finds it.
    private final RequestAttributeSecurityContextRepository contexts =
            new RequestAttributeSecurityContextRepository();

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
                user.ifPresent(each -> authenticate(each, request, response));
                chain.doFilter(request, response);
            }
            case Verdict.Refused refused -> GuardFilter.refuse(refused, response);
        }
    }

    private void authenticate(
            AuthUser user, HttpServletRequest request, HttpServletResponse response) {
        var context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(new MicroAuthAuthentication(user));
        SecurityContextHolder.setContext(context);
        contexts.saveContext(context, request, response);
    }
}
