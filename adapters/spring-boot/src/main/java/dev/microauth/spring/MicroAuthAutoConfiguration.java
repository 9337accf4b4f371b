package dev.microauth.spring;

import dev.microauth.MicroAuth;
import dev.microauth.guard.Guards;
import dev.microauth.jose.AccessVerifier;
import dev.microauth.jose.TokenVerifier;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/// Whose tokens are taken: those of an engine in this process, or with `microauth.remote.issuer` those of a server
/// elsewhere. A bean of the application ([MicroAuth], [AccessVerifier] or [Guards]) takes the place of ours.
///
/// ```java
/// @Bean
/// MicroAuth auth() {
///     return MicroAuth.builder().appName("shop").persistTo(Path.of("data")).open();
/// }
/// ```
@AutoConfiguration
@Conditional(TakesTokens.class)
@EnableConfigurationProperties(MicroAuthProperties.class)
public class MicroAuthAutoConfiguration {
    @Bean
    @ConditionalOnMissingBean
    Guards microauthGuards(
            ObjectProvider<AccessVerifier> verifiers,
            MicroAuthProperties properties,
            Environment environment) {
        AccessVerifier verifier = verifiers.getIfAvailable();
        if (verifier == null) {
            throw new IllegalStateException(
                    "nobody says whose tokens this application takes: set microauth.remote.issuer and"
                            + " microauth.remote.audience, or add microauth-web to it, so that the engine is inside");
        }
        return new Guards(verifier, Names.realm(properties, environment));
    }

    /// A server elsewhere.
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnProperty("microauth.remote.issuer")
    static class Elsewhere {
        @Bean
        @ConditionalOnMissingBean(AccessVerifier.class)
        TokenVerifier microauthTokenVerifier(MicroAuthProperties properties) {
            return RemoteVerifier.of(properties);
        }
    }

    /// An engine in this process.
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(MicroAuth.class)
    @Conditional(NobodyElsewhere.class)
    static class Inside {
        @Bean
        @ConditionalOnMissingBean({MicroAuth.class, AccessVerifier.class})
        MicroAuth microauth(
                MicroAuthProperties properties,
                Environment environment,
                ObjectProvider<MicroAuthCustomizer> customizers) {
            var options = EmbeddedOptions.of(properties, environment);
            customizers.orderedStream().forEach(each -> each.customize(options));
            return options.open();
        }

        @Bean
        @ConditionalOnMissingBean(AccessVerifier.class)
        AccessVerifier microauthVerifier(MicroAuth auth) {
            return auth.tokens();
        }
    }

    static final class NobodyElsewhere implements Condition {
        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return !context.getEnvironment().containsProperty("microauth.remote.issuer");
        }
    }
}
