package dev.microauth.spring;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;

/// Who a request is from, for this request alone.
final class Authentications {
    private Authentications() {}

    static void set(
            Authentication authentication,
            HttpServletRequest request,
            HttpServletResponse response) {
        var context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(authentication);
        SecurityContextHolder.setContext(context);
        // Where the dispatch of an answer that comes later finds it.
        new RequestAttributeSecurityContextRepository().saveContext(context, request, response);
    }
}
