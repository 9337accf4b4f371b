package dev.microauth.web.admin;

import static dev.microauth.access.AdminPermission.SCOPES_READ;
import static dev.microauth.access.AdminPermission.SCOPES_WRITE;

import dev.microauth.access.Scope;
import dev.microauth.access.ScopeId;
import dev.microauth.access.Scopes;
import dev.microauth.api.ScopeEdit;
import dev.microauth.api.ScopeView;
import dev.microauth.problem.AuthException.NotFound;
import dev.microauth.web.http.Response;
import java.util.List;

/// `/scopes`: what tokens may be used for.
final class ScopesResource implements Resource {
    private final Scopes scopes;

    ScopesResource(Scopes scopes) {
        this.scopes = scopes;
    }

    @Override
    public List<Operation> operations() {
        return List.of(
                Operation.get("/scopes", SCOPES_READ, "Lists scopes.")
                        .list(ScopeView.class)
                        .query("q", "sort")
                        .flags("is_protected")
                        .by(this::list),
                Operation.post("/scopes", SCOPES_WRITE, "Makes a scope.")
                        .describing(
                                "A name is taken in every way of writing it: beside `MadAdmin` there is no `madadmin`.")
                        .takes(ScopeEdit.class)
                        .created(ScopeView.class)
                        .by(this::create),
                Operation.get("/scopes/by-name/{name}", SCOPES_READ, "Shows the scope of a name.")
                        .answers(ScopeView.class)
                        .by(this::showNamed),
                Operation.get("/scopes/{id}", SCOPES_READ, "Shows a scope.")
                        .answers(ScopeView.class)
                        .by(this::show),
                Operation.patch(
                                "/scopes/{id}",
                                SCOPES_WRITE,
                                "Changes the name or description of a scope.")
                        .describing(
                                "A new name takes what it would take to assign the scope to everybody who has it. A protected one stays as it is.")
                        .takes(ScopeEdit.class)
                        .answers(ScopeView.class)
                        .by(this::edit),
                Operation.delete("/scopes/{id}", SCOPES_WRITE, "Removes a scope.")
                        .describing(
                                "It is taken from every user, service account and client. A protected one stays.")
                        .by(this::delete));
    }

    private Response list(AdminCall call) {
        return call.page(
                scopes.list(call.page(), call.queryFlag("is_protected")), ScopesResource::view);
    }

    private Response create(AdminCall call) {
        var wanted = call.body(ScopeEdit.class);
        var draft = scopes.create(call.actor()).name(wanted.name());
        wanted.description().ifPresent(draft::description);
        Scope made = draft.save();
        return call.created("/scopes/" + made.id(), view(made), made.version());
    }

    private Response showNamed(AdminCall call) {
        String name = call.path("name");
        Scope found = scopes.find(name).orElseThrow(() -> new NotFound("scope", name));
        return call.ok(view(found), found.version());
    }

    private Response show(AdminCall call) {
        Scope found = scopes.get(id(call));
        return call.ok(view(found), found.version());
    }

    private Response edit(AdminCall call) {
        Scope before = scopes.get(id(call));
        var wanted =
                call.merged(ScopeEdit.class, new ScopeEdit(before.name(), before.description()));
        var change = scopes.update(call.actor(), before.id());
        call.ifMatch().ifPresent(change::expecting);
        AdminCall.differs(before.name(), wanted.name(), change::name);
        AdminCall.differs(before.description(), wanted.description(), change::description);
        Scope after = change.save();
        return call.ok(view(after), after.version());
    }

    private Response delete(AdminCall call) {
        scopes.delete(call.actor(), id(call));
        return call.noContent();
    }

    private static ScopeId id(AdminCall call) {
        return new ScopeId(call.id("id"));
    }

    static ScopeView view(Scope scope) {
        return new ScopeView(
                scope.id().value(), scope.name(), scope.description(), scope.isProtected());
    }
}
