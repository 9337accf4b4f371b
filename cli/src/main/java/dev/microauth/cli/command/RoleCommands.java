package dev.microauth.cli.command;

import static dev.microauth.cli.command.Output.column;

import dev.microauth.api.RoleEdit;
import dev.microauth.api.RoleView;
import dev.microauth.api.client.AdminClient;
import dev.microauth.api.client.Query;
import dev.microauth.cli.line.Command;
import java.util.List;
import java.util.stream.Stream;

/// `mad role`: roles, and who has them.
final class RoleCommands {
    private static final List<Output.Column<RoleView>> COLUMNS =
            List.of(
                    column("ID", RoleView::id),
                    column("NAME", RoleView::name),
                    column("PROTECTED", RoleView::isProtected),
                    column("DESCRIPTION", RoleView::description));

    private RoleCommands() {}

    static List<Entry> entries() {
        var plain =
                new PlainNoun<>(
                        "role",
                        "support",
                        AdminClient::roles,
                        RoleEdit::new,
                        RoleView::id,
                        COLUMNS);
        var more =
                Stream.of(
                        Entry.of(
                                Command.of(
                                                "role assign",
                                                "Give roles to a user or service account.")
                                        .options(Options.SUBJECT, Options.ROLE_ID)
                                        .examples(
                                                "mad role assign --user-id alice --role-id MadAuditor"),
                                RoleCommands::assign),
                        Entry.of(
                                Command.of(
                                                "role unassign",
                                                "Take roles from a user or service account.")
                                        .options(Options.SUBJECT, Options.ROLE_ID)
                                        .examples(
                                                "mad role unassign --user-id alice --role-id MadAuditor"),
                                RoleCommands::unassign),
                        Entry.of(
                                Command.of(
                                                "role list-for-user",
                                                "List the roles of a user or service account.")
                                        .words(Options.SUBJECT)
                                        .options(Pages.with())
                                        .examples("mad role list-for-user alice"),
                                RoleCommands::listForUser));
        return Stream.concat(plain.entries().stream(), more).toList();
    }

    private static void assign(Task task) {
        var admin = task.admin();
        var names = task.names(admin);
        var ids = task.line().values(Options.ROLE_ID).stream().map(names::roleId).toList();
        var roles = names.subject(task.line().must(Options.SUBJECT)).roles(admin);
        ids.forEach(roles::add);
        task.note(task.shown(Options.SUBJECT) + " has " + Words.list(task, Options.ROLE_ID) + ".");
    }

    private static void unassign(Task task) {
        var admin = task.admin();
        var names = task.names(admin);
        var ids = task.line().values(Options.ROLE_ID).stream().map(names::roleId).toList();
        var roles = names.subject(task.line().must(Options.SUBJECT)).roles(admin);
        ids.forEach(roles::remove);
        task.note(
                task.shown(Options.SUBJECT)
                        + " has no longer "
                        + Words.list(task, Options.ROLE_ID)
                        + ".");
    }

    private static void listForUser(Task task) {
        var admin = task.admin();
        var roles = task.names(admin).subject(task.line().must(Options.SUBJECT)).roles(admin);
        task.output().list(Pages.of(task, Query.all(), roles::list), COLUMNS);
    }
}
