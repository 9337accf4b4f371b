package dev.microauth.spring;

import dev.microauth.guard.GuardRule;
import dev.microauth.guard.Guards;
import dev.microauth.guard.Verdict;
import dev.microauth.servlet.GuardFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;

/// Words what Spring Security refuses as RFC 6750 §3 has it.
final class BearerRefusals implements AuthenticationEntryPoint, AccessDeniedHandler {
    private static final GuardRule ANY_TOKEN = GuardRule.anyToken();

    private final Guards guards;

    BearerRefusals(Guards guards) {
        this.guards = guards;
    }

    @Override
    public void commence(
            HttpServletRequest request,
            HttpServletResponse response,
            AuthenticationException refusal)
            throws IOException {
        refuse(request, response);
    }

    @Override
    public void handle(
            HttpServletRequest request, HttpServletResponse response, AccessDeniedException refusal)
            throws IOException {
        refuse(request, response);
    }

    private void refuse(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        var shown = Collections.list(request.getHeaders("authorization"));
        // RFC 6750 §3.1: who shows nothing learns of no error, whose token is good that it opens
        // too little.
        GuardFilter.refuse(
                guards.judge(ANY_TOKEN, shown) instanceof Verdict.Refused refused
                        ? refused
                        : guards.insufficient(),
                response);
    }
}
