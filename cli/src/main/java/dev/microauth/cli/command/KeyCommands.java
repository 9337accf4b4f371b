package dev.microauth.cli.command;

import static dev.microauth.cli.command.Output.column;

import dev.microauth.api.KeyRotation;
import dev.microauth.api.KeyView;
import dev.microauth.api.client.Query;
import dev.microauth.cli.line.Command;
import dev.microauth.cli.line.Option;
import java.util.List;

/// `mad keys`: signing keys.
final class KeyCommands {
    private static final Option RING =
            Option.choice("--ring", "The port whose keys they are.", List.of("auth", "admin"))
                    .must();
    private static final Option ALGORITHM =
            Option.value("--algorithm", "ALG", "EdDSA, ES256 or RS256. (default all of them)");
    private static final Option KID = Option.value("--kid", "KID", "The key, by its kid.").must();
    private static final List<Output.Column<KeyView>> COLUMNS =
            List.of(
                    column("KID", KeyView::kid),
                    column("PORT", KeyView::ring),
                    column("ALGORITHM", KeyView::algorithm),
                    column("STATE", KeyView::state),
                    column("MADE", KeyView::createdAt),
                    column("SIGNS SINCE", KeyView::activatedAt),
                    column("RETIRED", KeyView::retiredAt));

    private KeyCommands() {}

    static List<Entry> entries() {
        return List.of(
                Entry.of(
                        Command.of("keys list", "List signing keys, without the keys.")
                                .options(Pages.with())
                                .examples("mad keys list"),
                        task -> {
                            var keys = task.admin().keys();
                            task.output().list(Pages.of(task, Query.all(), keys::list), COLUMNS);
                        }),
                Entry.of(
                        Command.of("keys rotate", "Let the next keys sign from now on.")
                                .story("What the present keys signed is believed until it is over.")
                                .options(RING, ALGORITHM)
                                .examples("mad keys rotate --ring auth"),
                        KeyCommands::rotate),
                Entry.of(
                        Command.of("keys retire", "Take a key out of use at once.")
                                .story("For emergencies: what it signed is believed no more.")
                                .words(KID)
                                .examples(
                                        "mad keys retire --kid NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs"),
                        KeyCommands::retire));
    }

    private static void rotate(Task task) {
        var rotation = new KeyRotation(task.line().must(RING), task.line().value(ALGORITHM));
        var keys = task.admin().keys();
        task.confirm("Let the next keys of the " + task.shown(RING) + " port sign from now on?");
        task.output().list(keys.rotate(rotation), COLUMNS);
    }

    private static void retire(Task task) {
        var keys = task.admin().keys();
        task.confirm("Believe nothing any more that the key " + task.shown(KID) + " signed?");
        keys.retire(task.line().must(KID));
        task.note("The key " + task.shown(KID) + " is retired.");
    }
}
