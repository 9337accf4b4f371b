package dev.microauth.cli.command;

import dev.microauth.api.client.AdminClient;
import dev.microauth.api.client.Nouns;
import dev.microauth.api.client.Query;
import dev.microauth.cli.line.Command;
import dev.microauth.cli.line.Option;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/// The commands of a noun that has a name, a description and a protection: roles, permissions, scopes.
///
/// @param example a name for the examples
/// @param nouns where they are asked for
/// @param creation makes one of a name and a description
record PlainNoun<V extends Record, C extends Record>(
        String noun,
        String example,
        Function<AdminClient, Nouns<V, C, V>> nouns,
        Creation<C> creation,
        Function<V, UUID> id,
        List<Output.Column<V>> columns) {

    private static final Option NEW_NAME = Option.value("--name", "NAME", "Another name.");

    interface Creation<C> {
        C of(String name, Optional<String> description);
    }

    Option option() {
        return Options.named(noun.toUpperCase(Locale.ROOT));
    }

    List<Entry> entries() {
        var one = option();
        return List.of(
                Entry.of(
                        Command.of(noun + " create", "Make a " + noun + ".")
                                .words(Options.NAME)
                                .options(Options.DESCRIPTION)
                                .examples(
                                        "mad "
                                                + noun
                                                + " create --name "
                                                + example
                                                + " --description \"...\""),
                        this::create),
                Entry.of(
                        Command.of(noun + " update", "Rename or describe a " + noun + ".")
                                .words(one)
                                .options(NEW_NAME, Options.DESCRIPTION)
                                .examples(
                                        "mad "
                                                + noun
                                                + " update "
                                                + example
                                                + " --description \"...\""),
                        this::update),
                Entry.of(
                        Command.of(noun + " list", "List " + noun + "s.")
                                .options(Pages.searched())
                                .examples(
                                        "mad " + noun + " list",
                                        "mad " + noun + " list --q read --output json"),
                        task -> {
                            var all = nouns.apply(task.admin());
                            var empty = Query.all();
                            task.output().list(Pages.of(task, empty, all::list), columns);
                        }),
                Entry.of(
                        Command.of(noun + " get", "Show a " + noun + ".")
                                .words(one)
                                .examples("mad " + noun + " get " + example),
                        task -> {
                            var admin = task.admin();
                            var typed = task.line().must(one);
                            task.output()
                                    .show(task.names(admin).one(noun, nouns.apply(admin), typed));
                        }),
                Entry.of(
                        Command.of(noun + " delete", "Delete a " + noun + ".")
                                .words(one)
                                .examples("mad " + noun + " delete " + example + " --yes"),
                        this::delete));
    }

    private void create(Task task) {
        var description = task.line().value(Options.DESCRIPTION).filter(text -> !text.isEmpty());
        var wanted = creation.of(task.line().must(Options.NAME), description);
        task.output().show(nouns.apply(task.admin()).create(wanted));
    }

    private void update(Task task) {
        var patch =
                Edits.patch(
                        task,
                        List.of(
                                new Edits.Text(NEW_NAME, "name"),
                                new Edits.Text(Options.DESCRIPTION, "description")));
        var admin = task.admin();
        task.output().show(nouns.apply(admin).update(found(task, admin), patch));
    }

    private void delete(Task task) {
        var admin = task.admin();
        var id = found(task, admin);
        task.confirm("Delete the " + noun + " " + task.shown(option()) + "?");
        nouns.apply(admin).delete(id);
        task.note("The " + noun + " " + task.shown(option()) + " is deleted.");
    }

    private UUID found(Task task, AdminClient admin) {
        return task.names(admin).id(noun, nouns.apply(admin), id, task.line().must(option()));
    }
}
