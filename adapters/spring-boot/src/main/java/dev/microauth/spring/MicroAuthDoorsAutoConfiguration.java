package dev.microauth.spring;

import dev.microauth.MicroAuth;
import dev.microauth.servlet.DoorsServlet;
import dev.microauth.spring.MicroAuthProperties.Door;
import dev.microauth.web.Doors;
import dev.microauth.web.http.Cidr;
import jakarta.servlet.DispatcherType;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/// Serves the doors that `microauth.doors.mount` names, each at the path of its issuer.
///
/// They stand before the filters of the application: those of Spring Security read the forms of a POST, and what they refuse
/// or let pass is not theirs to say, since every route of a door guards itself.
@AutoConfiguration(after = MicroAuthAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass({MicroAuth.class, Doors.class, DoorsServlet.class})
@ConditionalOnBean(MicroAuth.class)
@Conditional(MicroAuthDoorsAutoConfiguration.Mounted.class)
public class MicroAuthDoorsAutoConfiguration {
    /// Behind what sets the character encoding and measures, before all else.
    private static final int ORDER = Ordered.HIGHEST_PRECEDENCE + 10;

    @Bean
    @ConditionalOnMissingBean
    Doors microauthDoors(MicroAuth auth, MicroAuthProperties properties) {
        var said = properties.doors();
        var options =
                Doors.of(auth.engine())
                        .trustedProxies(said.trustedProxies().stream().map(Cidr::parse).toList())
                        .outboundAllow(said.outboundAllow());
        if (said.publicFiles() != null) {
            options.publicFiles(said.publicFiles());
        }
        if (!said.health()) {
            options.withoutHealth();
        }
        return options.open();
    }

    @Bean
    FilterRegistrationBean<DoorsFilter> microauthDoorsFilter(
            Doors doors, MicroAuthProperties properties, Environment environment) {
        var mounts =
                properties.doors().mount().stream()
                        .map(each -> each == Door.AUTH ? doors.auth() : doors.admin())
                        .toList();
        var registration =
                new FilterRegistrationBean<>(
                        new DoorsFilter(mounts, Names.contextPath(environment)));
        registration.setName("microauth-doors");
        registration.setOrder(ORDER);
        registration.setDispatcherTypes(DispatcherType.REQUEST);
        return registration;
    }

    @Bean
    WaitersLeave microauthWaiters(Doors doors) {
        return new WaitersLeave(doors.waiters());
    }

    static final class Mounted implements Condition {
        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return TakesTokens.mounts(context.getEnvironment());
        }
    }
}
