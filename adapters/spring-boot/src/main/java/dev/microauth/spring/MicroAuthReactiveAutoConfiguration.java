package dev.microauth.spring;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.web.context.reactive.ConfigurableReactiveWebEnvironment;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.type.AnnotatedTypeMetadata;

/// Stops an application of WebFlux: nothing here stands before its handlers, and all of them would be open.
@AutoConfiguration
@Conditional(MicroAuthReactiveAutoConfiguration.Reactive.class)
final class MicroAuthReactiveAutoConfiguration {
    static final class Reactive implements Condition {
        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return context.getEnvironment() instanceof ConfigurableReactiveWebEnvironment;
        }
    }

    /// Before a server is made.
    @Bean
    static BeanFactoryPostProcessor microauthReactive() {
        return _ -> {
            throw new IllegalStateException(
                    "microauth-spring-boot-starter guards Spring MVC, and this is an application of WebFlux: take out the starter, and ask the TokenVerifier of microauth-jose in a filter of your own");
        };
    }
}
