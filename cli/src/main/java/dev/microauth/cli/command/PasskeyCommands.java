package dev.microauth.cli.command;

import static dev.microauth.cli.command.Output.column;

import dev.microauth.api.PasskeyView;
import dev.microauth.api.client.AdminClient;
import dev.microauth.api.client.Query;
import dev.microauth.cli.line.Command;
import dev.microauth.cli.line.Option;
import dev.microauth.cli.remote.Names;
import java.util.List;
import java.util.UUID;

/// `mad user passkeys`: what people sign in with instead of a password. They are made in a browser.
final class PasskeyCommands {
    private static final Option USER = Options.named("USER");
    private static final Option PASSKEY =
            Option.value("--passkey-id", "ID", "The passkey, by its id.").must();

    private PasskeyCommands() {}

    static List<Entry> entries() {
        return List.of(
                Entry.of(
                        Command.of("user passkeys list", "List the passkeys of a user.")
                                .words(USER)
                                .options(Pages.with())
                                .examples("mad user passkeys list alice"),
                        PasskeyCommands::list),
                Entry.of(
                        Command.of("user passkeys remove", "Take a passkey from a user.")
                                .story("Their sessions and tokens end at once.")
                                .words(USER, PASSKEY)
                                .examples(
                                        "mad user passkeys remove alice 3855db1d-465e-412b-b1f4-b5cd78b4ae9f"),
                        PasskeyCommands::remove));
    }

    private static void list(Task task) {
        var admin = task.admin();
        var id = user(task, admin);
        task.output()
                .list(
                        Pages.of(task, Query.all(), query -> admin.users().passkeys(id, query)),
                        List.of(
                                column("ID", PasskeyView::id),
                                column("NAME", PasskeyView::name),
                                column("BACKED UP", PasskeyView::backedUp),
                                column("MADE", PasskeyView::createdAt),
                                column("LAST USED", PasskeyView::lastUsedAt),
                                column("SUSPECT SINCE", PasskeyView::suspectSince)));
    }

    private static void remove(Task task) {
        var passkey = Names.id(task.line().must(PASSKEY), PASSKEY.name());
        var admin = task.admin();
        var id = user(task, admin);
        task.confirm("Take the passkey " + passkey + " from " + task.shown(USER) + "?");
        admin.users().removePasskey(id, passkey);
        task.note("The passkey " + passkey + " is removed.");
    }

    private static UUID user(Task task, AdminClient admin) {
        return task.names(admin).userId(task.line().must(USER));
    }
}
