package dev.microauth.spring;

import dev.microauth.guard.Guards;
import dev.microauth.spring.MicroAuthProperties.Unguarded;
import jakarta.servlet.DispatcherType;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.web.SecurityFilterChain;

/// Lets Spring Security know whom an access token speaks for. An application that has no [SecurityFilterChain] of its own
/// gets one for tokens alone: it lets the guards decide, or asks for a token everywhere where
/// `microauth.guards.unguarded` is `left-to-security`.
@AutoConfiguration(
        after = MicroAuthAutoConfiguration.class,
        before = {
            ServletWebSecurityAutoConfiguration.class,
            UserDetailsServiceAutoConfiguration.class
        })
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass({
    SecurityFilterChain.class,
    HttpSecurity.class,
    ServletWebSecurityAutoConfiguration.class
})
@Conditional(TakesTokens.class)
public class MicroAuthSecurityAutoConfiguration {
    @Bean
    @ConditionalOnMissingBean
    MicroAuthBearer microauthBearer(Guards guards) {
        return new MicroAuthBearer(guards);
    }

    @Bean
    @ConditionalOnProperty(name = "microauth.guards.unguarded", havingValue = "left-to-security")
    CoveredPaths microauthCoveredPaths(ObjectProvider<SecurityFilterChain> chains) {
        return new CoveredPaths(chains);
    }

    /// For applications without a chain of their own.
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnMissingBean(SecurityFilterChain.class)
    static class TokensAlone {
        @Bean
        SecurityFilterChain microauthChain(
                HttpSecurity http, MicroAuthBearer bearer, MicroAuthProperties properties) {
            bearer.customize(http);
            boolean guarded = properties.guards().unguarded() == Unguarded.REFUSED;
            http.authorizeHttpRequests(paths -> {
                paths.dispatcherTypeMatchers(DispatcherType.ERROR).permitAll();
                if (guarded) {
                    paths.anyRequest().permitAll();
                } else {
                    paths.anyRequest().authenticated();
                }
            });
            return http.build();
        }

        /// Or Boot would invent a user and print the password.
        @Bean
        @ConditionalOnMissingBean({
            AuthenticationManager.class,
            AuthenticationProvider.class,
            UserDetailsService.class
        })
        AuthenticationManager microauthNoPasswords() {
            return new NoPasswords();
        }
    }
}
