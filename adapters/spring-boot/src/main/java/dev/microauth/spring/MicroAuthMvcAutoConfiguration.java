package dev.microauth.spring;

import dev.microauth.guard.Guards;
import dev.microauth.spring.MicroAuthProperties.Unguarded;
import jakarta.servlet.DispatcherType;
import java.util.List;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.Ordered;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.handler.AbstractHandlerMethodMapping;
import org.springframework.web.servlet.handler.MappedInterceptor;

/// Guards the handlers of Spring MVC by [dev.microauth.guard.Guard] and [dev.microauth.guard.Public], and hands them the
/// [dev.microauth.jose.AuthUser].
///
/// ```java
/// @GetMapping("/orders")
/// @Guard(scope = "orders:read")
/// List<Order> orders(AuthUser user) {
///     return orders.of(user.id());
/// }
/// ```
///
/// Handlers that say nothing are closed to all, whatever mapping they come from; see [MicroAuthProperties.Guarding].
@AutoConfiguration(after = MicroAuthAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass(DispatcherServlet.class)
@Conditional(TakesTokens.class)
public class MicroAuthMvcAutoConfiguration {
    @Bean
    OpenPaths microauthOpenPaths(MicroAuthProperties properties) {
        return new OpenPaths(properties.guards().openPaths());
    }

    @Bean
    HandlerRules microauthHandlerRules(
            Guards guards,
            MicroAuthProperties properties,
            ObjectProvider<AbstractHandlerMethodMapping<?>> mappings,
            BeanFactory beans) {
        var unguarded = properties.guards().unguarded();
        if (unguarded == Unguarded.LEFT_TO_SECURITY
                && !beans.containsBean("springSecurityFilterChain")
                && !beans.containsBean(MicroAuthBridgeAutoConfiguration.FILTER)) {
            throw new IllegalStateException(
                    "microauth.guards.unguarded is left-to-security, and there is no Spring Security in this application");
        }
        return new HandlerRules(guards, unguarded, mappings);
    }

    /// Of this type, since every mapping looks for such beans, also those that the configuration of MVC does not reach.
    @Bean
    MappedInterceptor microauthGuard(
            HandlerRules rules,
            Guards guards,
            OpenPaths openPaths,
            MicroAuthProperties properties) {
        return new MappedInterceptor(
                null,
                null,
                new GuardInterceptor(rules, guards, openPaths, properties.guards().unguarded()));
    }

    @Bean
    WebMvcConfigurer microauthArguments() {
        return new WebMvcConfigurer() {
            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new AuthUserArguments());
            }
        };
    }

    @Bean
    @ConditionalOnProperty(
            name = "microauth.guards.unguarded",
            havingValue = "refused",
            matchIfMissing = true)
    FilterRegistrationBean<OtherServletsFilter> microauthOtherServlets(
            Guards guards, OpenPaths openPaths) {
        var registration = new FilterRegistrationBean<>(new OtherServletsFilter(guards, openPaths));
        registration.setName("microauth-other-servlets");
        registration.setOrder(Ordered.LOWEST_PRECEDENCE);
        registration.setDispatcherTypes(
                DispatcherType.REQUEST, DispatcherType.FORWARD, DispatcherType.ASYNC);
        return registration;
    }
}
