package dev.microauth.spring;

import dev.microauth.bridge.CookieBridge;
import dev.microauth.bridge.servlet.BridgeFilter;
import jakarta.servlet.DispatcherType;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.handler.AbstractHandlerMethodMapping;

/// Signs people in to the pages of an application, at the server that `microauth.bridge` names. Handlers take the
/// [dev.microauth.bridge.BridgeUser] as a parameter; behind Spring Security, whose own the request's principal is, with
/// `@AuthenticationPrincipal` before it.
///
/// ```java
/// @GetMapping("/")
/// String home(BridgeUser user, Model model) {
///     model.addAttribute("name", user.name().orElse(user.username()));
///     return "home";
/// }
/// ```
///
/// The bridge stands before all filters of the application, lets nobody through who is not signed in, save to its open
/// paths, and answers its own addresses itself.
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass({CookieBridge.class, BridgeFilter.class})
@ConditionalOnProperty("microauth.bridge.client-id")
@EnableConfigurationProperties(MicroAuthProperties.class)
public class MicroAuthBridgeAutoConfiguration {
    static final String FILTER = "microauthBridgeFilter";

    /// Behind the doors, which need no cookie of this application.
    private static final int ORDER = Ordered.HIGHEST_PRECEDENCE + 20;

    @Bean
    @ConditionalOnMissingBean
    CookieBridge microauthBridge(MicroAuthProperties properties) {
        return BridgeOptions.of(properties).build();
    }

    @Bean(FILTER)
    FilterRegistrationBean<BridgeFilter> microauthBridgeFilter(CookieBridge bridge) {
        var registration = new FilterRegistrationBean<>(new BridgeFilter(bridge));
        registration.setName("microauth-bridge");
        registration.setOrder(ORDER);
        registration.setDispatcherTypes(DispatcherType.REQUEST);
        return registration;
    }

    /// For applications of Spring MVC that take no tokens.
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(DispatcherServlet.class)
    @Conditional(TakesTokens.Not.class)
    static class CookiesAlone {
        @Bean
        UnheededGuards microauthUnheededGuards(
                ObjectProvider<AbstractHandlerMethodMapping<?>> mappings,
                ListableBeanFactory beans) {
            return new UnheededGuards(mappings, beans);
        }
    }
}
