package dev.microauth.web.admin;

import dev.microauth.api.PasskeyCreated;
import dev.microauth.api.PasskeyCreation;
import dev.microauth.api.PasskeyEdit;
import dev.microauth.api.PasskeyQuestion;
import dev.microauth.api.PasskeyView;
import dev.microauth.web.http.Response;
import dev.microauth.web.wire.OwnPasskeys;
import dev.microauth.web.wire.OwnPasskeys.Own;
import dev.microauth.web.wire.Views;
import java.time.InstantSource;
import java.util.List;

/// `/me/passkeys`: the administrator's own. Changes take a sign-in of the last five minutes.
final class OwnPasskeysResource implements Resource {
    private static final String PATH = "/me/passkeys";

    private final OwnPasskeys passkeys;
    private final OwnAccount own;

    OwnPasskeysResource(OwnPasskeys passkeys, InstantSource clock) {
        this.passkeys = passkeys;
        this.own = new OwnAccount(clock);
    }

    @Override
    public List<Operation> operations() {
        return List.of(
                Operation.get(PATH, Right.ANY, "Lists one's own passkeys.")
                        .list(PasskeyView.class)
                        .by(this::list),
                Operation.post(
                                PATH + "/options",
                                Right.ANY,
                                "Gives what to ask an authenticator for a new passkey.")
                        .describing(
                                "Good for five minutes and for this session. Takes a sign-in of the last five minutes.")
                        .answers(PasskeyQuestion.class)
                        .by(call -> call.ok(passkeys.ask(recent(call)))),
                Operation.post(PATH, Right.ANY, "Adds a passkey of one's own.")
                        .describing(
                                "Every other session and token of the person ends. With the first second factor come recovery codes, shown this once.")
                        .takes(PasskeyCreation.class)
                        .created(PasskeyCreated.class)
                        .by(this::add),
                Operation.patch(PATH + "/{id}", Right.ANY, "Renames a passkey of one's own.")
                        .takes(PasskeyEdit.class)
                        .answers(PasskeyView.class)
                        .by(this::rename),
                Operation.delete(PATH + "/{id}", Right.ANY, "Removes a passkey of one's own.")
                        .describing(
                                "Every other session and token of the person ends. The only way in that somebody has is kept.")
                        .by(this::remove));
    }

    private Response list(AdminCall call) {
        var all = passkeys.list(own(call));
        return call.page(
                WholeList.page(all, call.page(), passkey -> passkey.id().toString()), Views::of);
    }

    private Response add(AdminCall call) {
        var made = passkeys.add(recent(call), call.body(PasskeyCreation.class));
        return call.created(PATH + "/" + made.passkey().id(), made);
    }

    private Response rename(AdminCall call) {
        Own mine = recent(call);
        var current = passkeys.current(mine, call.id("id"));
        var wanted = call.merged(PasskeyEdit.class, current);
        return call.ok(Views.of(passkeys.rename(mine, call.id("id"), wanted)));
    }

    private Response remove(AdminCall call) {
        passkeys.remove(recent(call), call.id("id"));
        return call.noContent();
    }

    private Own recent(AdminCall call) {
        own.change(call);
        return own(call);
    }

    private static Own own(AdminCall call) {
        return new Own(call.actor(), OwnAccount.user(call), call.token());
    }
}
