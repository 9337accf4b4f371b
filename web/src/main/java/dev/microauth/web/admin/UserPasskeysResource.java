package dev.microauth.web.admin;

import static dev.microauth.access.AdminPermission.USERS_READ;
import static dev.microauth.access.AdminPermission.USERS_WRITE;

import dev.microauth.account.OwnFactors;
import dev.microauth.api.PasskeyView;
import dev.microauth.passkey.Passkeys;
import dev.microauth.subject.UserId;
import dev.microauth.user.Users;
import dev.microauth.web.http.Response;
import dev.microauth.web.wire.Views;
import java.util.List;

/// `/users/{id}/passkeys`: what others sign in with. It can be taken from them, never given.
final class UserPasskeysResource implements Resource {
    private static final String PATH = "/users/{id}/passkeys";

    private final Users users;
    private final Passkeys passkeys;
    private final OwnFactors factors;

    UserPasskeysResource(Users users, Passkeys passkeys, OwnFactors factors) {
        this.users = users;
        this.passkeys = passkeys;
        this.factors = factors;
    }

    @Override
    public List<Operation> operations() {
        return List.of(
                Operation.get(PATH, USERS_READ, "Lists the passkeys of a person.")
                        .list(PasskeyView.class)
                        .by(this::list),
                Operation.delete(
                                PATH + "/{passkey_id}",
                                USERS_WRITE,
                                "Takes a passkey from a person, and ends their tokens and sessions.")
                        .by(this::remove));
    }

    private Response list(AdminCall call) {
        var user = users.get(new UserId(call.id("id")));
        return call.page(
                WholeList.page(
                        passkeys.list(user.id()), call.page(), passkey -> passkey.id().toString()),
                Views::of);
    }

    private Response remove(AdminCall call) {
        factors.takePasskey(call.actor(), new UserId(call.id("id")), call.id("passkey_id"));
        return call.noContent();
    }
}
