package dev.microauth.web.admin;

import dev.microauth.access.Access;
import dev.microauth.access.AdminPermission;
import dev.microauth.access.Permissions;
import dev.microauth.access.RoleId;
import dev.microauth.access.Roles;
import dev.microauth.access.ScopeId;
import dev.microauth.access.Scopes;
import dev.microauth.api.IdSet;
import dev.microauth.api.PermissionView;
import dev.microauth.api.RoleView;
import dev.microauth.api.ScopeView;
import dev.microauth.subject.ServiceAccountId;
import dev.microauth.subject.SubjectId;
import dev.microauth.subject.UserId;
import dev.microauth.web.http.Response;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/// `/users/{id}/roles`, `…/scopes` and `…/permissions`, and the same of service accounts: what somebody has, and what
/// they may do by it.
final class RightsResource implements Resource {
    private static final String ROLE_RULE =
            "Nobody gives a role that holds more than they do, nor takes one from somebody above them. The own role of a service account takes `service-accounts:write` too, and all that the account may do. Somebody keeps `MadAdmin`.";
    private static final String SCOPE_RULE =
            "The scopes of delegation (`admin:…`) are power over people and take `users:write`.";

    private final Services services;
    private final Kind kind;

    /// What knows of rights.
    record Services(Access access, Roles roles, Permissions permissions, Scopes scopes) {}

    /// Whose rights they are: where they stand, how they are called, and what it takes.
    private record Kind(
            String path,
            String noun,
            AdminPermission reading,
            AdminPermission writing,
            Function<UUID, SubjectId> id) {}

    private RightsResource(Services services, Kind kind) {
        this.services = services;
        this.kind = kind;
    }

    static RightsResource ofUsers(Services services) {
        return new RightsResource(
                services,
                new Kind(
                        "/users/{id}",
                        "user",
                        AdminPermission.USERS_READ,
                        AdminPermission.USERS_WRITE,
                        UserId::new));
    }

    static RightsResource ofServiceAccounts(Services services) {
        return new RightsResource(
                services,
                new Kind(
                        "/service-accounts/{id}",
                        "service account",
                        AdminPermission.SERVICE_ACCOUNTS_READ,
                        AdminPermission.SERVICE_ACCOUNTS_WRITE,
                        ServiceAccountId::new));
    }

    @Override
    public List<Operation> operations() {
        String roles = kind.path + "/roles";
        String scopes = kind.path + "/scopes";
        String role = roles + "/{role_id}";
        String scope = scopes + "/{scope_id}";
        String noun = kind.noun;
        return List.of(
                reading(roles, "Lists the roles of a " + noun + ".", RoleView.class)
                        .by(this::roles),
                setting(roles, "Gives a " + noun + " these roles and no others.", ROLE_RULE)
                        .by(this::setRoles),
                Operation.post(role, kind.writing, "Gives a " + noun + " a role.")
                        .describing(ROLE_RULE)
                        .by(this::assignRole),
                Operation.delete(role, kind.writing, "Takes a role from a " + noun + ".")
                        .describing(ROLE_RULE)
                        .by(this::unassignRole),
                reading(scopes, "Lists the scopes of a " + noun + ".", ScopeView.class)
                        .by(this::scopes),
                setting(scopes, "Assigns a " + noun + " these scopes and no others.", SCOPE_RULE)
                        .by(this::setScopes),
                Operation.post(scope, kind.writing, "Assigns a scope to a " + noun + ".")
                        .describing(SCOPE_RULE)
                        .by(this::assignScope),
                Operation.delete(scope, kind.writing, "Takes a scope from a " + noun + ".")
                        .describing(SCOPE_RULE)
                        .by(this::unassignScope),
                reading(
                                kind.path + "/permissions",
                                "Lists what a " + noun + " may do through its roles.",
                                PermissionView.class)
                        .by(this::permissions));
    }

    private Operation.Draft reading(String path, String summary, Class<? extends Record> type) {
        return Operation.get(path, kind.reading, summary).list(type).query("q", "sort");
    }

    private Operation.Draft setting(String path, String summary, String rule) {
        return Operation.put(path, kind.writing, summary).describing(rule).takes(IdSet.class);
    }

    private Response roles(AdminCall call) {
        return call.page(services.roles().list(subject(call), call.page()), RolesResource::view);
    }

    private Response setRoles(AdminCall call) {
        services.access().setRoles(call.actor(), subject(call), call.ids(RoleId::new));
        return call.noContent();
    }

    private Response assignRole(AdminCall call) {
        services.access().assignRole(call.actor(), subject(call), role(call));
        return call.noContent();
    }

    private Response unassignRole(AdminCall call) {
        services.access().unassignRole(call.actor(), subject(call), role(call));
        return call.noContent();
    }

    private Response scopes(AdminCall call) {
        return call.page(services.scopes().list(subject(call), call.page()), ScopesResource::view);
    }

    private Response setScopes(AdminCall call) {
        services.access().setScopes(call.actor(), subject(call), call.ids(ScopeId::new));
        return call.noContent();
    }

    private Response assignScope(AdminCall call) {
        services.access().assignScope(call.actor(), subject(call), scope(call));
        return call.noContent();
    }

    private Response unassignScope(AdminCall call) {
        services.access().unassignScope(call.actor(), subject(call), scope(call));
        return call.noContent();
    }

    private Response permissions(AdminCall call) {
        return call.page(
                services.permissions().list(subject(call), call.page()), PermissionsResource::view);
    }

    private SubjectId subject(AdminCall call) {
        return kind.id.apply(call.id("id"));
    }

    private static RoleId role(AdminCall call) {
        return new RoleId(call.id("role_id"));
    }

    private static ScopeId scope(AdminCall call) {
        return new ScopeId(call.id("scope_id"));
    }
}
