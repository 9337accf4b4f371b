package dev.microauth.spring;

import dev.microauth.bridge.BridgeUser;
import dev.microauth.bridge.servlet.BridgeFilter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.web.authentication.preauth.AbstractPreAuthenticatedProcessingFilter;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationToken;
import org.springframework.web.filter.OncePerRequestFilter;

/// Lets a chain of Spring Security know whom the cookie bridge has let in: the principal is the [BridgeUser], authorities
/// are `ROLE_…`, and `SCOPE_…` of the access token behind the session.
///
/// ```java
/// @Bean
/// SecurityFilterChain pages(HttpSecurity http, MicroAuthSignedIn signedIn) {
///     signedIn.customize(http);
///     http.authorizeHttpRequests(paths -> paths
///             .requestMatchers("/admin/**").hasRole("Manager")
///             .anyRequest().permitAll());
///     return http.build();
/// }
/// ```
///
/// Protection against CSRF stays on, since browsers send the cookie by themselves. Signing out is the bridge's:
/// `/signout`.
public final class MicroAuthSignedIn implements Customizer<HttpSecurity> {
    @Override
    public void customize(HttpSecurity http) {
        http.addFilterAt(new Knowing(), AbstractPreAuthenticatedProcessingFilter.class)
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable);
    }

    private static final class Knowing extends OncePerRequestFilter {
        @Override
        protected void doFilterInternal(
                HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws ServletException, IOException {
            BridgeFilter.user(request)
                    .ifPresent(
                            user -> Authentications.set(authentication(user), request, response));
            chain.doFilter(request, response);
        }

        private static PreAuthenticatedAuthenticationToken authentication(BridgeUser user) {
            List<SimpleGrantedAuthority> authorities =
                    Stream.concat(
                                    user.roles().stream().map(each -> "ROLE_" + each),
                                    user.scopes().stream().map(each -> "SCOPE_" + each))
                            .sorted()
                            .map(SimpleGrantedAuthority::new)
                            .toList();
            return new PreAuthenticatedAuthenticationToken(user, "", authorities);
        }
    }
}
