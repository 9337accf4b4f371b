package dev.microauth.examples.spring;

import dev.microauth.guard.Guard;
import dev.microauth.guard.Public;
import dev.microauth.jose.AuthUser;
import java.util.Optional;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// Handlers that say who may call. One that says nothing is closed to all.
@RestController
public class OrdersController {
    @GetMapping("/about")
    @Public
    public String about(Optional<AuthUser> user) {
        return "a small shop for " + user.map(AuthUser::id).orElse("everybody") + "\n";
    }

    @GetMapping("/orders")
    @Guard(scope = "orders:read")
    public String list(AuthUser user) {
        return "three pears for " + user.id() + "\n";
    }

    @DeleteMapping("/orders")
    @Guard(role = "Clerk", permission = "orders:cancel")
    public String cancel() {
        return "cancelled\n";
    }

    @GetMapping("/ledger")
    public String forgotten() {
        return "what nobody should see\n";
    }
}
