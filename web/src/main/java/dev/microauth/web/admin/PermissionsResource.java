package dev.microauth.web.admin;

import static dev.microauth.access.AdminPermission.ROLES_READ;
import static dev.microauth.access.AdminPermission.ROLES_WRITE;

import dev.microauth.access.Permission;
import dev.microauth.access.PermissionId;
import dev.microauth.access.Permissions;
import dev.microauth.api.PermissionEdit;
import dev.microauth.api.PermissionView;
import dev.microauth.problem.AuthException.NotFound;
import dev.microauth.web.http.Response;
import java.util.List;

/// `/permissions`: what may be done, given through roles.
final class PermissionsResource implements Resource {
    private final Permissions permissions;

    PermissionsResource(Permissions permissions) {
        this.permissions = permissions;
    }

    @Override
    public List<Operation> operations() {
        return List.of(
                Operation.get("/permissions", ROLES_READ, "Lists permissions.")
                        .list(PermissionView.class)
                        .query("q", "sort")
                        .flags("is_protected")
                        .by(this::list),
                Operation.post("/permissions", ROLES_WRITE, "Makes a permission.")
                        .describing(
                                "A name is taken in every way of writing it: beside `MadAdmin` there is no `madadmin`.")
                        .takes(PermissionEdit.class)
                        .created(PermissionView.class)
                        .by(this::create),
                Operation.get(
                                "/permissions/by-name/{name}",
                                ROLES_READ,
                                "Shows the permission of a name.")
                        .answers(PermissionView.class)
                        .by(this::showNamed),
                Operation.get("/permissions/{id}", ROLES_READ, "Shows a permission.")
                        .answers(PermissionView.class)
                        .by(this::show),
                Operation.patch(
                                "/permissions/{id}",
                                ROLES_WRITE,
                                "Changes the name or description of a permission.")
                        .describing(
                                "A new name is for those who hold every permission. A protected one stays as it is.")
                        .takes(PermissionEdit.class)
                        .answers(PermissionView.class)
                        .by(this::edit),
                Operation.delete("/permissions/{id}", ROLES_WRITE, "Removes a permission.")
                        .describing(
                                "It is taken from every role. Takes the permission itself. A protected one stays.")
                        .by(this::delete));
    }

    private Response list(AdminCall call) {
        return call.page(
                permissions.list(call.page(), call.queryFlag("is_protected")),
                PermissionsResource::view);
    }

    private Response create(AdminCall call) {
        var wanted = call.body(PermissionEdit.class);
        var draft = permissions.create(call.actor()).name(wanted.name());
        wanted.description().ifPresent(draft::description);
        Permission made = draft.save();
        return call.created("/permissions/" + made.id(), view(made), made.version());
    }

    private Response showNamed(AdminCall call) {
        String name = call.path("name");
        Permission found =
                permissions.find(name).orElseThrow(() -> new NotFound("permission", name));
        return call.ok(view(found), found.version());
    }

    private Response show(AdminCall call) {
        Permission found = permissions.get(id(call));
        return call.ok(view(found), found.version());
    }

    private Response edit(AdminCall call) {
        Permission before = permissions.get(id(call));
        var wanted =
                call.merged(
                        PermissionEdit.class,
                        new PermissionEdit(before.name(), before.description()));
        var change = permissions.update(call.actor(), before.id());
        call.ifMatch().ifPresent(change::expecting);
        AdminCall.differs(before.name(), wanted.name(), change::name);
        AdminCall.differs(before.description(), wanted.description(), change::description);
        Permission after = change.save();
        return call.ok(view(after), after.version());
    }

    private Response delete(AdminCall call) {
        permissions.delete(call.actor(), id(call));
        return call.noContent();
    }

    private static PermissionId id(AdminCall call) {
        return new PermissionId(call.id("id"));
    }

    static PermissionView view(Permission permission) {
        return new PermissionView(
                permission.id().value(),
                permission.name(),
                permission.description(),
                permission.isProtected());
    }
}
