package dev.microauth.spring;

import dev.microauth.bridge.CookieBridge;
import dev.microauth.bridge.servlet.BridgeFilter;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.web.SecurityFilterChain;

/// Tells Spring Security who is signed in by the cookie bridge. An application that has no [SecurityFilterChain] of its own,
/// and takes no tokens, gets one that lets in whom the bridge lets in.
///
/// ```java
/// @GetMapping("/account")
/// String account(@AuthenticationPrincipal BridgeUser user) {
///     return "account of " + user.username();
/// }
/// ```
@AutoConfiguration(
        after = MicroAuthSecurityAutoConfiguration.class,
        before = {
            ServletWebSecurityAutoConfiguration.class,
            UserDetailsServiceAutoConfiguration.class
        })
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass({
    CookieBridge.class,
    BridgeFilter.class,
    SecurityFilterChain.class,
    HttpSecurity.class,
    ServletWebSecurityAutoConfiguration.class
})
@ConditionalOnProperty("microauth.bridge.client-id")
public class MicroAuthSignedInAutoConfiguration {
    @Bean
    @ConditionalOnMissingBean
    MicroAuthSignedIn microauthSignedIn() {
        return new MicroAuthSignedIn();
    }

    /// For applications without a chain of their own.
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnMissingBean(SecurityFilterChain.class)
    static class AsTheBridgeHasIt {
        @Bean
        SecurityFilterChain microauthSignedInChain(HttpSecurity http, MicroAuthSignedIn signedIn) {
            signedIn.customize(http);
            // Whom the bridge let through was meant to get through.
            return http.authorizeHttpRequests(paths -> paths.anyRequest().permitAll()).build();
        }

        /// Or Boot would invent a user and print the password.
        @Bean
        @ConditionalOnMissingBean({
            AuthenticationManager.class,
            AuthenticationProvider.class,
            UserDetailsService.class
        })
        AuthenticationManager microauthNoPasswordsHere() {
            return new NoPasswords();
        }
    }
}
