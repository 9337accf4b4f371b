package dev.microauth.web.admin;

import static dev.microauth.access.AdminPermission.ROLES_READ;
import static dev.microauth.access.AdminPermission.ROLES_WRITE;

import dev.microauth.access.PermissionId;
import dev.microauth.access.Permissions;
import dev.microauth.access.RoleId;
import dev.microauth.access.Roles;
import dev.microauth.api.IdSet;
import dev.microauth.api.PermissionView;
import dev.microauth.web.http.Response;
import java.util.List;

/// `/roles/{id}/permissions`: what a role gives.
final class RolePermissionsResource implements Resource {
    private static final String SET = "/roles/{id}/permissions";
    private static final String ONE = SET + "/{permission_id}";
    private static final String RULE =
            "Nobody gives what they do not hold, nor takes from a role that somebody above them has. The permissions of a protected role stay as they are.";

    private final Roles roles;
    private final Permissions permissions;

    RolePermissionsResource(Roles roles, Permissions permissions) {
        this.roles = roles;
        this.permissions = permissions;
    }

    @Override
    public List<Operation> operations() {
        return List.of(
                Operation.get(SET, ROLES_READ, "Lists the permissions of a role.")
                        .list(PermissionView.class)
                        .query("q", "sort")
                        .by(this::list),
                Operation.put(SET, ROLES_WRITE, "Gives a role these permissions and no others.")
                        .describing(RULE)
                        .takes(IdSet.class)
                        .by(this::set),
                Operation.post(ONE, ROLES_WRITE, "Gives a role one permission.")
                        .describing(RULE)
                        .by(this::add),
                Operation.delete(ONE, ROLES_WRITE, "Takes one permission from a role.")
                        .describing(RULE)
                        .by(this::remove));
    }

    private Response list(AdminCall call) {
        return call.page(permissions.list(role(call), call.page()), PermissionsResource::view);
    }

    private Response set(AdminCall call) {
        roles.setPermissions(call.actor(), role(call), call.ids(PermissionId::new));
        return call.noContent();
    }

    private Response add(AdminCall call) {
        roles.addPermission(call.actor(), role(call), permission(call));
        return call.noContent();
    }

    private Response remove(AdminCall call) {
        roles.removePermission(call.actor(), role(call), permission(call));
        return call.noContent();
    }

    private static RoleId role(AdminCall call) {
        return new RoleId(call.id("id"));
    }

    private static PermissionId permission(AdminCall call) {
        return new PermissionId(call.id("permission_id"));
    }
}
