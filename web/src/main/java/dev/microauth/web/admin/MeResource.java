package dev.microauth.web.admin;

import dev.microauth.access.Access;
import dev.microauth.api.AdminView;
import dev.microauth.problem.AuthException.NotFound;
import dev.microauth.user.User;
import dev.microauth.user.Users;
import dev.microauth.web.http.Response;
import java.util.List;

/// `/me`: who is asking.
public final class MeResource implements Resource {
    private final Users users;
    private final Access access;

    public MeResource(Users users, Access access) {
        this.users = users;
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
        User user =
                call.token()
                        .userId()
                        .flatMap(users::find)
                        .orElseThrow(() -> new NotFound("user", call.token().subject()));
        return call.ok(
                new AdminView(
                        user.id().value(),
                        "user",
                        user.username().value(),
                        access.rolesOf(user.id()),
                        call.actor().permissions().stream().sorted().toList(),
                        call.token().token().expiresAt()));
    }
}
