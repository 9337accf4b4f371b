package dev.microauth.web.admin;

import static dev.microauth.access.AdminPermission.ROLES_READ;
import static dev.microauth.access.AdminPermission.ROLES_WRITE;

import dev.microauth.access.Role;
import dev.microauth.access.RoleId;
import dev.microauth.access.Roles;
import dev.microauth.api.RoleEdit;
import dev.microauth.api.RoleView;
import dev.microauth.problem.AuthException.NotFound;
import dev.microauth.web.http.Response;
import java.util.List;

/// `/roles`: the roles, under whose names permissions are bundled.
final class RolesResource implements Resource {
    private final Roles roles;

    RolesResource(Roles roles) {
        this.roles = roles;
    }

    @Override
    public List<Operation> operations() {
        return List.of(
                Operation.get("/roles", ROLES_READ, "Lists roles.")
                        .list(RoleView.class)
                        .query("q", "sort")
                        .flags("is_protected")
                        .by(this::list),
                Operation.post("/roles", ROLES_WRITE, "Makes a role.")
                        .describing(
                                "A name is taken in every way of writing it: beside `MadAdmin` there is no `madadmin`.")
                        .takes(RoleEdit.class)
                        .created(RoleView.class)
                        .by(this::create),
                Operation.get("/roles/by-name/{name}", ROLES_READ, "Shows the role of a name.")
                        .answers(RoleView.class)
                        .by(this::showNamed),
                Operation.get("/roles/{id}", ROLES_READ, "Shows a role.")
                        .answers(RoleView.class)
                        .by(this::show),
                Operation.patch(
                                "/roles/{id}",
                                ROLES_WRITE,
                                "Changes the name or description of a role.")
                        .describing(
                                "A new name takes what it would take to assign the role to everybody who has it. A protected one stays as it is.")
                        .takes(RoleEdit.class)
                        .answers(RoleView.class)
                        .by(this::edit),
                Operation.delete("/roles/{id}", ROLES_WRITE, "Removes a role.")
                        .describing(
                                "Whoever has it loses it, and with an administrative permission what they have on this port. A protected one stays.")
                        .by(this::delete));
    }

    private Response list(AdminCall call) {
        return call.page(
                roles.list(call.page(), call.queryFlag("is_protected")), RolesResource::view);
    }

    private Response create(AdminCall call) {
        var wanted = call.body(RoleEdit.class);
        var draft = roles.create(call.actor()).name(wanted.name());
        wanted.description().ifPresent(draft::description);
        Role made = draft.save();
        return call.created("/roles/" + made.id(), view(made), made.version());
    }

    private Response showNamed(AdminCall call) {
        String name = call.path("name");
        Role found = roles.find(name).orElseThrow(() -> new NotFound("role", name));
        return call.ok(view(found), found.version());
    }

    private Response show(AdminCall call) {
        Role found = roles.get(id(call));
        return call.ok(view(found), found.version());
    }

    private Response edit(AdminCall call) {
        Role before = roles.get(id(call));
        var wanted = call.merged(RoleEdit.class, new RoleEdit(before.name(), before.description()));
        var change = roles.update(call.actor(), before.id());
        call.ifMatch().ifPresent(change::expecting);
        AdminCall.differs(before.name(), wanted.name(), change::name);
        AdminCall.differs(before.description(), wanted.description(), change::description);
        Role after = change.save();
        return call.ok(view(after), after.version());
    }

    private Response delete(AdminCall call) {
        roles.delete(call.actor(), id(call));
        return call.noContent();
    }

    private static RoleId id(AdminCall call) {
        return new RoleId(call.id("id"));
    }

    static RoleView view(Role role) {
        return new RoleView(role.id().value(), role.name(), role.description(), role.isProtected());
    }
}
