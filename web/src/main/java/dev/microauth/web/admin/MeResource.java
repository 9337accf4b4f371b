package dev.microauth.web.admin;

import dev.microauth.access.Access;
import dev.microauth.api.AdminView;
import dev.microauth.problem.AuthException.NotFound;
import dev.microauth.service.ServiceAccounts;
import dev.microauth.subject.ServiceAccountId;
import dev.microauth.subject.SubjectId;
import dev.microauth.subject.UserId;
import dev.microauth.user.Users;
import dev.microauth.web.http.Response;
import java.util.List;

/// `/me`: who is asking.
final class MeResource implements Resource {
    private final Users users;
    private final ServiceAccounts accounts;
    private final Access access;

    MeResource(Users users, ServiceAccounts accounts, Access access) {
        this.users = users;
        this.accounts = accounts;
        this.access = access;
    }

    @Override
    public List<Operation> operations() {
        return List.of(
                Operation.get("/me", Right.ANY, "Tells who is asking, and what they may do.")
                        .answers(AdminView.class)
                        .by(this::me));
    }

    private Response me(AdminCall call) {
        SubjectId subject =
                call.token()
                        .subjectId()
                        .orElseThrow(() -> new NotFound("subject", call.token().subject()));
        return call.ok(
                new AdminView(
                        subject.value(),
                        subject.kind(),
                        name(subject),
                        access.rolesOf(subject),
                        call.actor().permissions().stream().sorted().toList(),
                        call.token().token().expiresAt()));
    }

    private String name(SubjectId subject) {
        return switch (subject) {
            case UserId id -> users.get(id).username().value();
            case ServiceAccountId id -> accounts.get(id).name().value();
        };
    }
}
