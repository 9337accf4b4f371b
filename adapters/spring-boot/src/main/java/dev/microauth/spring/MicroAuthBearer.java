package dev.microauth.spring;

import dev.microauth.guard.Guards;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.authentication.www.BasicAuthenticationFilter;

/// Makes a chain of Spring Security one for access tokens alone: they become a [MicroAuthAuthentication], there is no
/// session, and refusals are those of RFC 6750. Since nothing is taken from cookies, there is no CSRF token either.
///
/// ```java
/// @Bean
/// SecurityFilterChain api(HttpSecurity http, MicroAuthBearer bearer) {
///     bearer.customize(http.securityMatcher("/api/**"));
///     http.authorizeHttpRequests(paths -> paths
///             .requestMatchers("/api/orders/**").hasAuthority("SCOPE_orders:read")
///             .anyRequest().authenticated());
///     return http.build();
/// }
/// ```
public final class MicroAuthBearer implements Customizer<HttpSecurity> {
    private final Guards guards;

    /// @param guards by whose verifier and realm
    public MicroAuthBearer(Guards guards) {
        this.guards = guards;
    }

    @Override
    public void customize(HttpSecurity http) {
        var refusals = new BearerRefusals(guards);
        http.addFilterAt(new BearerFilter(guards), BasicAuthenticationFilter.class)
                .exceptionHandling(each ->
                        each.authenticationEntryPoint(refusals).accessDeniedHandler(refusals))
                .sessionManagement(
                        each -> each.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable);
    }
}
