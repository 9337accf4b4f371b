package dev.microauth.cli.command;

import static dev.microauth.cli.command.Output.column;

import dev.microauth.api.ServiceAccountCreation;
import dev.microauth.api.ServiceAccountView;
import dev.microauth.api.client.AdminClient;
import dev.microauth.api.client.Query;
import dev.microauth.cli.line.Command;
import dev.microauth.cli.line.Option;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/// `mad service`: service accounts and their one credential.
final class ServiceCommands {
    static final Option ID = Options.named("ACCOUNT");
    private static final Option ACTIVE =
            Option.choice("--active", "Whether it can get tokens.", List.of("true", "false"));

    private ServiceCommands() {}

    static List<Entry> entries() {
        return Stream.concat(own(), PostgresCommands.entries().stream()).toList();
    }

    private static Stream<Entry> own() {
        return Stream.of(
                Entry.of(
                        Command.of(
                                        "service create",
                                        "Make a service account, and the role of its name.")
                                .words(Options.NAME)
                                .options(Options.DESCRIPTION)
                                .examples(
                                        "mad service create --name deployer --description \"CI\""),
                        ServiceCommands::create),
                Entry.of(
                        Command.of("service list", "List service accounts.")
                                .options(Pages.searched())
                                .examples("mad service list"),
                        ServiceCommands::list),
                Entry.of(
                        Command.of("service get", "Show a service account.")
                                .words(ID)
                                .examples("mad service get deployer"),
                        task -> {
                            var admin = task.admin();
                            var account = task.names(admin).serviceAccount(task.line().must(ID));
                            task.output().show(account);
                        }),
                Entry.of(
                        Command.of(
                                        "service update",
                                        "Describe a service account, or switch it off and on.")
                                .words(ID)
                                .options(Options.DESCRIPTION, ACTIVE)
                                .examples("mad service update deployer --active false"),
                        ServiceCommands::update),
                Entry.of(
                        Command.of(
                                        "service delete",
                                        "Delete a service account, its role and its credentials.")
                                .words(ID)
                                .examples("mad service delete deployer --yes"),
                        ServiceCommands::delete),
                Entry.of(
                        Command.of("service issue", "Issue the credential of a service account.")
                                .story("It is shown once. The credential before it dies at once.")
                                .words(ID)
                                .examples("mad service issue deployer"),
                        task -> {
                            var admin = task.admin();
                            task.output().show(admin.serviceAccounts().issue(id(task, admin)));
                        }),
                Entry.of(
                        Command.of("service revoke", "End the credential of a service account.")
                                .words(ID)
                                .examples("mad service revoke deployer --yes"),
                        ServiceCommands::revoke));
    }

    static UUID id(Task task, AdminClient admin) {
        return task.names(admin).serviceAccountId(task.line().must(ID));
    }

    private static void create(Task task) {
        var description = task.line().value(Options.DESCRIPTION).filter(text -> !text.isEmpty());
        var wanted = new ServiceAccountCreation(task.line().must(Options.NAME), description);
        task.output().show(task.admin().serviceAccounts().create(wanted));
    }

    private static void list(Task task) {
        var accounts = task.admin().serviceAccounts();
        task.output()
                .list(
                        Pages.of(task, Query.all(), accounts::list),
                        List.of(
                                column("ID", ServiceAccountView::id),
                                column("NAME", ServiceAccountView::name),
                                column("ACTIVE", ServiceAccountView::isActive),
                                column("CREDENTIAL UNTIL", ServiceAccountView::credentialExpiresAt),
                                column("DESCRIPTION", ServiceAccountView::description)));
    }

    private static void update(Task task) {
        var patch =
                Edits.patch(
                        task,
                        List.of(
                                new Edits.Text(Options.DESCRIPTION, "description"),
                                new Edits.Truth(ACTIVE, "is_active")));
        var admin = task.admin();
        task.output().show(admin.serviceAccounts().update(id(task, admin), patch));
    }

    private static void delete(Task task) {
        var admin = task.admin();
        var id = id(task, admin);
        task.confirm("Delete the service account " + task.shown(ID) + "?");
        admin.serviceAccounts().delete(id);
        task.note("The service account " + task.shown(ID) + " is deleted.");
    }

    private static void revoke(Task task) {
        var admin = task.admin();
        var id = id(task, admin);
        task.confirm("End the credential of " + task.shown(ID) + "?");
        admin.serviceAccounts().revokeCredential(id);
        task.note("The credential of " + task.shown(ID) + " is ended.");
    }
}
