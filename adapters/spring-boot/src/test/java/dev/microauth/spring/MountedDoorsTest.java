package dev.microauth.spring;

import dev.microauth.mounting.MountedDoorsContract;
import dev.microauth.web.Doors;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

/// Before an application that asks everybody for a form with a CSRF token.
class MountedDoorsTest extends MountedDoorsContract {
    @Configuration(proxyBeanMethods = false)
    @Import(OrdersApplication.class)
    static class Shut {
        @Bean
        SecurityFilterChain chain(HttpSecurity http) {
            return http.authorizeHttpRequests(paths ->
                            paths.requestMatchers("/id/**", "/id-admin/**")
                                    .denyAll()
                                    .anyRequest()
                                    .permitAll())
                    .build();
        }
    }

    @Override
    protected AutoCloseable serve(Doors doors, int port) {
        return Apps.start(
                Shut.class,
                beans ->
                        beans.registerBean(
                                Doors.class,
                                () -> doors,
                                definition -> definition.setDestroyMethodName("")),
                "server.port=" + port,
                "microauth.doors.mount=auth,admin");
    }
}
