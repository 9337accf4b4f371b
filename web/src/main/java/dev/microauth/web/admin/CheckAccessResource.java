package dev.microauth.web.admin;

import dev.microauth.access.Access;
import dev.microauth.access.AdminPermission;
import dev.microauth.access.PermissionId;
import dev.microauth.api.AccessVerdict;
import dev.microauth.api.CheckAccess;
import dev.microauth.problem.AuthException.NotFound;
import dev.microauth.web.http.Response;
import java.util.List;

/// `/check-access`: may somebody do something?
final class CheckAccessResource implements Resource {
    private final Access access;

    CheckAccessResource(Access access) {
        this.access = access;
    }

    @Override
    public List<Operation> operations() {
        return List.of(
                Operation.post(
                                "/check-access",
                                AdminPermission.USERS_READ,
                                "Tells whether a user or service account may do something now.")
                        .describing("Who is disabled or locked out may do nothing.")
                        .takes(CheckAccess.class)
                        .answers(AccessVerdict.class)
                        .by(this::check));
    }

    private Response check(AdminCall call) {
        var asked = call.body(CheckAccess.class);
        var subject =
                access.findSubject(asked.userId())
                        .orElseThrow(() -> new NotFound("user", asked.userId().toString()));
        return call.ok(
                new AccessVerdict(access.check(subject, new PermissionId(asked.permissionId()))));
    }
}
