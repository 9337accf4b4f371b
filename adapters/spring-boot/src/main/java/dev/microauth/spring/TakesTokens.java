package dev.microauth.spring;

import dev.microauth.spring.MicroAuthProperties.Door;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/// Whether requests bring access tokens. To an application whose people are known by the cookie of a bridge they do not,
/// unless it says whose tokens it takes besides: those of a server elsewhere, or of the engine inside whose doors it serves.
final class TakesTokens implements Condition {
    /// All other applications.
    static final class Not implements Condition {
        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return !new TakesTokens().matches(context, metadata);
        }
    }

    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
        var environment = context.getEnvironment();
        return !environment.containsProperty("microauth.bridge.client-id")
                || environment.containsProperty("microauth.remote.issuer")
                || mounts(environment);
    }

    static boolean mounts(Environment environment) {
        return Binder.get(environment)
                .bind("microauth.doors.mount", Bindable.setOf(Door.class))
                .isBound();
    }
}
