package dev.microauth.api.client;

import dev.microauth.api.PermissionView;
import dev.microauth.api.RoleEdit;
import dev.microauth.api.RoleView;
import java.util.UUID;

/// Roles.
public final class Roles extends Nouns<RoleView, RoleEdit, RoleView> {
    Roles(Wire wire) {
        super(wire, "/roles", RoleView.class, RoleView.class);
    }

    public Assignments<PermissionView> permissions(UUID id) {
        return new Assignments<>(wire(), at(id, "permissions"), PermissionView.class);
    }
}
