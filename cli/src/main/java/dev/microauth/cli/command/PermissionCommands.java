package dev.microauth.cli.command;

import static dev.microauth.cli.command.Output.column;

import dev.microauth.api.AccessVerdict;
import dev.microauth.api.PermissionEdit;
import dev.microauth.api.PermissionView;
import dev.microauth.api.client.AdminClient;
import dev.microauth.api.client.Query;
import dev.microauth.cli.line.Command;
import dev.microauth.cli.line.Option;
import dev.microauth.cli.terminal.ExitCode;
import java.util.List;
import java.util.stream.Stream;

/// `mad permission`: permissions, the roles that hold them, and the question who may do what.
final class PermissionCommands {
    private static final Option ROLE =
            Option.value("--role-id", "ROLE", "The role, by name or id.").must();
    private static final Option ONE =
            Option.value("--permission-id", "PERMISSION", "The permission, by name or id.").must();
    private static final List<Output.Column<PermissionView>> COLUMNS =
            List.of(
                    column("ID", PermissionView::id),
                    column("NAME", PermissionView::name),
                    column("PROTECTED", PermissionView::isProtected),
                    column("DESCRIPTION", PermissionView::description));

    private PermissionCommands() {}

    static List<Entry> entries() {
        var plain =
                new PlainNoun<>(
                        "permission",
                        "invoices.read",
                        AdminClient::permissions,
                        PermissionEdit::new,
                        PermissionView::id,
                        COLUMNS);
        return Stream.concat(plain.entries().stream(), more()).toList();
    }

    private static Stream<Entry> more() {
        return Stream.of(
                Entry.of(
                        Command.of("permission assign", "Put permissions into a role.")
                                .options(ROLE, Options.PERMISSION_ID)
                                .examples(
                                        "mad permission assign --role-id support --permission-id invoices.read"),
                        PermissionCommands::assign),
                Entry.of(
                        Command.of("permission remove", "Take permissions out of a role.")
                                .options(ROLE, Options.PERMISSION_ID)
                                .examples(
                                        "mad permission remove --role-id support --permission-id invoices.read"),
                        PermissionCommands::remove),
                Entry.of(
                        Command.of("permission list-for-role", "List the permissions of a role.")
                                .words(ROLE)
                                .options(Pages.with())
                                .examples("mad permission list-for-role support"),
                        PermissionCommands::listForRole),
                Entry.of(
                        Command.of(
                                        "permission list-for-user",
                                        "List what a user's roles add up to.")
                                .words(Options.SUBJECT)
                                .options(Pages.with())
                                .examples("mad permission list-for-user alice"),
                        PermissionCommands::listForUser),
                new Entry(
                        Command.of("permission check", "Ask whether somebody has a permission.")
                                .story("The exit code is 0 for yes and 4 for no.")
                                .options(Options.SUBJECT, ONE)
                                .examples(
                                        "mad permission check --user-id alice --permission-id invoices.read"),
                        PermissionCommands::check));
    }

    private static void assign(Task task) {
        var admin = task.admin();
        var names = task.names(admin);
        var ids =
                task.line().values(Options.PERMISSION_ID).stream()
                        .map(names::permissionId)
                        .toList();
        var permissions = admin.roles().permissions(names.roleId(task.line().must(ROLE)));
        ids.forEach(permissions::add);
        task.note(
                "The role "
                        + task.shown(ROLE)
                        + " has "
                        + Words.list(task, Options.PERMISSION_ID)
                        + ".");
    }

    private static void remove(Task task) {
        var admin = task.admin();
        var names = task.names(admin);
        var ids =
                task.line().values(Options.PERMISSION_ID).stream()
                        .map(names::permissionId)
                        .toList();
        var permissions = admin.roles().permissions(names.roleId(task.line().must(ROLE)));
        ids.forEach(permissions::remove);
        task.note(
                "The role "
                        + task.shown(ROLE)
                        + " has no longer "
                        + Words.list(task, Options.PERMISSION_ID)
                        + ".");
    }

    private static void listForRole(Task task) {
        var admin = task.admin();
        var role = task.names(admin).roleId(task.line().must(ROLE));
        task.output()
                .list(Pages.of(task, Query.all(), admin.roles().permissions(role)::list), COLUMNS);
    }

    private static void listForUser(Task task) {
        var admin = task.admin();
        var subject = task.names(admin).subject(task.line().must(Options.SUBJECT));
        task.output()
                .list(
                        Pages.of(task, Query.all(), query -> subject.permissions(admin, query)),
                        COLUMNS);
    }

    private static ExitCode check(Task task) {
        var admin = task.admin();
        var names = task.names(admin);
        var permission = names.permissionId(task.line().must(ONE));
        var subject = names.subject(task.line().must(Options.SUBJECT)).id();
        boolean allowed = admin.mayDo(subject, permission);
        if (task.output().isJson()) {
            task.output().show(new AccessVerdict(allowed));
        } else {
            task.output().line(allowed ? "yes" : "no");
        }
        return allowed ? ExitCode.DONE : ExitCode.NOT_ALLOWED;
    }
}
