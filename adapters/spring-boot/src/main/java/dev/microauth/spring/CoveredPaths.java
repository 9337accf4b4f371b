package dev.microauth.spring;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.util.matcher.AnyRequestMatcher;

/// What is left to Spring Security has to be seen by it: a request that no chain is for passes through it unasked.
final class CoveredPaths implements SmartInitializingSingleton {
    private final ObjectProvider<SecurityFilterChain> chains;

    CoveredPaths(ObjectProvider<SecurityFilterChain> chains) {
        this.chains = chains;
    }

    @Override
    public void afterSingletonsInstantiated() {
        if (chains.stream().noneMatch(CoveredPaths::isForAll)) {
            throw new IllegalStateException(
                    "microauth.guards.unguarded is left-to-security, and no SecurityFilterChain is for all paths: add one"
                            + " without a securityMatcher, such as http.authorizeHttpRequests(paths ->"
                            + " paths.anyRequest().denyAll())");
        }
    }

    private static boolean isForAll(SecurityFilterChain chain) {
        return chain instanceof DefaultSecurityFilterChain all
                && all.getRequestMatcher() instanceof AnyRequestMatcher;
    }
}
