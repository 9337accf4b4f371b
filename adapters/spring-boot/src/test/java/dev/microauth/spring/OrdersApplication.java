package dev.microauth.spring;

import dev.microauth.guard.Guard;
import dev.microauth.guard.Public;
import dev.microauth.jose.AuthUser;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// The handlers of [dev.microauth.mounting.GuardedHandlersContract].
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(OrdersApplication.Orders.class)
class OrdersApplication {
    @RestController
    static class Orders {
        @GetMapping("/open")
        @Public
        String open(Optional<AuthUser> user) {
            return "hello " + user.map(AuthUser::id).orElse("nobody");
        }

        @GetMapping("/any")
        @Guard
        String any(AuthUser user) {
            return "hello " + user.id();
        }

        @GetMapping("/orders")
        @Guard(scope = "orders:read")
        String orders(AuthUser user) {
            return "hello " + user.id();
        }

        @PostMapping("/orders")
        @Guard(
                scope = "orders:write",
                role = {"Clerk", "Manager"})
        String place(@RequestBody byte[] body) {
            return "placed " + new String(body, StandardCharsets.UTF_8);
        }

        @RequestMapping("/silent")
        String silent() {
            return "reached";
        }
    }
}
