package dev.microauth.web.admin;

import dev.microauth.access.AdminPermission;
import java.util.Optional;
import java.util.Set;

/// What it takes to use an operation: one permission, or any administrative one.
///
/// @param permission empty for any
public record Right(Optional<AdminPermission> permission) {
    /// Whoever administers anything.
    public static final Right ANY = new Right(Optional.empty());

    public static Right of(AdminPermission permission) {
        return new Right(Optional.of(permission));
    }

    boolean isHeldBy(Set<String> permissions) {
        return permission.isPresent()
                ? permissions.contains(permission.get().permission())
                : permissions.stream().anyMatch(name -> AdminPermission.find(name).isPresent());
    }

    /// How the route table names the guard: `admin`, `admin:users:read`.
    String guardName() {
        return permission.map(each -> "admin:" + each.permission()).orElse("admin");
    }

    @Override
    public String toString() {
        return permission.map(AdminPermission::permission).orElse("any administrative permission");
    }
}
