package dev.microauth.spring;

import dev.microauth.jose.AuthUser;
import dev.microauth.servlet.AuthUsers;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.ParameterizedType;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/// Hands the caller to handlers that take an [AuthUser], or an `Optional<AuthUser>` where there may be none.
final class AuthUserArguments implements HandlerMethodArgumentResolver {
    static boolean isUser(MethodParameter parameter) {
        return parameter.getParameterType() == AuthUser.class;
    }

    private static boolean isMaybeUser(MethodParameter parameter) {
        return parameter.getParameterType() == Optional.class
                && parameter.getGenericParameterType() instanceof ParameterizedType type
                && type.getActualTypeArguments()[0] == AuthUser.class;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return isUser(parameter) || isMaybeUser(parameter);
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        var servletRequest = request.getNativeRequest(HttpServletRequest.class);
        Optional<AuthUser> user =
                servletRequest == null ? Optional.empty() : AuthUsers.of(servletRequest);
        return isMaybeUser(parameter)
                ? user
                : user.orElseThrow(() ->
                        new IllegalStateException(
                                parameter.getExecutable()
                                        + " was let in without a token: guard it, or take Optional<AuthUser>"));
    }
}
