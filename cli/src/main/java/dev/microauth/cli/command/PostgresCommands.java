package dev.microauth.cli.command;

import static dev.microauth.cli.command.Output.column;

import dev.microauth.api.PostgresCredentials;
import dev.microauth.api.PostgresCredentialsView;
import dev.microauth.api.client.Query;
import dev.microauth.cli.line.Command;
import dev.microauth.cli.line.Option;
import java.util.List;

/// `mad service pgcreds`: database credentials kept for service accounts.
final class PostgresCommands {
    private static final Option HOST =
            Option.value("--host", "HOST", "Where the database is.").must();
    private static final Option PORT = Option.value("--port", "PORT", "Its port. (default 5432)");
    private static final Option DATABASE = Option.value("--database", "NAME", "Its name.").must();
    private static final Option USERNAME =
            Option.value("--username", "NAME", "The user to connect as.").must();
    private static final Option PASSWORD_FILE =
            Option.value(
                    "--password-file",
                    "FILE",
                    "The password; - is standard input. Asked for where it is left out.");
    private static final long POSTGRES_PORT = 5432;
    private static final long LAST_PORT = 65_535;

    private PostgresCommands() {}

    static List<Entry> entries() {
        return List.of(
                Entry.of(
                        Command.of(
                                        "service pgcreds set",
                                        "Keep database credentials for an account.")
                                .words(ServiceCommands.ID)
                                .options(HOST, PORT, DATABASE, USERNAME, PASSWORD_FILE)
                                .examples(
                                        "mad service pgcreds set deployer --host db --database shop --username shop"),
                        PostgresCommands::set),
                Entry.of(
                        Command.of(
                                        "service pgcreds get",
                                        "Show the database credentials of an account.")
                                .story("The password is shown too, and the reading is audited.")
                                .words(ServiceCommands.ID)
                                .examples("mad service pgcreds get deployer --output json"),
                        task -> {
                            var admin = task.admin();
                            var id = ServiceCommands.id(task, admin);
                            task.output().show(admin.serviceAccounts().postgresCredentials(id));
                        }),
                Entry.of(
                        Command.of("service pgcreds list", "List which accounts have any.")
                                .options(Pages.with())
                                .examples("mad service pgcreds list"),
                        PostgresCommands::list),
                Entry.of(
                        Command.of(
                                        "service pgcreds delete",
                                        "Delete the database credentials of an account.")
                                .words(ServiceCommands.ID)
                                .examples("mad service pgcreds delete deployer --yes"),
                        PostgresCommands::delete));
    }

    private static void set(Task task) {
        var line = task.line();
        long port = line.number(PORT, 1).orElse(POSTGRES_PORT);
        if (port > LAST_PORT) {
            throw line.misused(PORT, "is no port", "Give a number from 1 to 65535.");
        }
        var password = task.secrets().read(PASSWORD_FILE, "Password: ");
        var admin = task.admin();
        admin.serviceAccounts()
                .setPostgresCredentials(
                        ServiceCommands.id(task, admin),
                        new PostgresCredentials(
                                line.must(HOST),
                                (int) port,
                                line.must(DATABASE),
                                line.must(USERNAME),
                                password));
        task.note("The database credentials of " + task.shown(ServiceCommands.ID) + " are kept.");
    }

    private static void list(Task task) {
        var accounts = task.admin().serviceAccounts();
        task.output()
                .list(
                        Pages.of(task, Query.all(), accounts::allPostgresCredentials),
                        List.of(
                                column("ACCOUNT", PostgresCredentialsView::serviceAccount),
                                column("HOST", PostgresCredentialsView::host),
                                column("PORT", PostgresCredentialsView::port),
                                column("DATABASE", PostgresCredentialsView::database),
                                column("USERNAME", PostgresCredentialsView::username),
                                column("CHANGED", PostgresCredentialsView::modifiedAt)));
    }

    private static void delete(Task task) {
        var admin = task.admin();
        var id = ServiceCommands.id(task, admin);
        task.confirm("Delete the database credentials of " + task.shown(ServiceCommands.ID) + "?");
        admin.serviceAccounts().deletePostgresCredentials(id);
        task.note(
                "The database credentials of " + task.shown(ServiceCommands.ID) + " are deleted.");
    }
}
