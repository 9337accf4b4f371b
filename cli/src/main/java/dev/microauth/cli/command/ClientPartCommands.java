package dev.microauth.cli.command;

import static dev.microauth.cli.command.Output.column;

import dev.microauth.api.ClientSecretCreation;
import dev.microauth.api.ClientSecretView;
import dev.microauth.api.RedirectUriView;
import dev.microauth.api.client.AdminClient;
import dev.microauth.api.client.Query;
import dev.microauth.cli.line.Command;
import dev.microauth.cli.line.Option;
import dev.microauth.cli.remote.Names;
import dev.microauth.cli.terminal.CommandFailure;
import dev.microauth.cli.terminal.ExitCode;
import dev.microauth.text.Printable;
import java.util.List;
import java.util.UUID;

/// `mad client secret` and `mad client redirect-uri`.
final class ClientPartCommands {
    private static final Option EXPIRES =
            Option.value("--expires", "TIME", "When it ends: 2026-12-31, 90d. (default never)");
    private static final Option SECRET_ID =
            Option.value("--secret-id", "ID", "The secret, by its id.").must();
    private static final Option URI =
            Option.value("--redirect-uri", "URI", "The URI; to remove it, its id will do too.")
                    .must();

    private ClientPartCommands() {}

    static List<Entry> entries() {
        return List.of(
                Entry.of(
                        Command.of("client secret add", "Give a client a further secret.")
                                .story(
                                        "It is shown once. The others live on, so that the client can change over.")
                                .words(ClientCommands.ID)
                                .options(EXPIRES)
                                .examples("mad client secret add shop --expires 365d"),
                        ClientPartCommands::addSecret),
                Entry.of(
                        Command.of(
                                        "client secret list",
                                        "List the secrets of a client, without the secrets.")
                                .words(ClientCommands.ID)
                                .options(Pages.with())
                                .examples("mad client secret list shop"),
                        ClientPartCommands::listSecrets),
                Entry.of(
                        Command.of("client secret remove", "End a secret of a client.")
                                .words(ClientCommands.ID, SECRET_ID)
                                .examples(
                                        "mad client secret remove shop 3855db1d-465e-412b-b1f4-b5cd78b4ae9f"),
                        ClientPartCommands::removeSecret),
                Entry.of(
                        Command.of(
                                        "client redirect-uri add",
                                        "Let sign-ins return to one more place.")
                                .words(ClientCommands.ID, URI)
                                .examples(
                                        "mad client redirect-uri add shop https://shop.example.com/cb"),
                        ClientPartCommands::addUri),
                Entry.of(
                        Command.of("client redirect-uri list", "List where sign-ins may return to.")
                                .words(ClientCommands.ID)
                                .options(Pages.with())
                                .examples("mad client redirect-uri list shop"),
                        ClientPartCommands::listUris),
                Entry.of(
                        Command.of(
                                        "client redirect-uri remove",
                                        "Let sign-ins return there no more.")
                                .words(ClientCommands.ID, URI)
                                .examples(
                                        "mad client redirect-uri remove shop https://shop.example.com/cb"),
                        ClientPartCommands::removeUri));
    }

    private static void addSecret(Task task) {
        var wanted = new ClientSecretCreation(task.ahead(EXPIRES));
        var admin = task.admin();
        task.output().show(admin.clients().addSecret(ClientCommands.id(task, admin), wanted));
    }

    private static void listSecrets(Task task) {
        var admin = task.admin();
        var id = ClientCommands.id(task, admin);
        task.output()
                .list(
                        Pages.of(task, Query.all(), query -> admin.clients().secrets(id, query)),
                        List.of(
                                column("ID", ClientSecretView::id),
                                column("MADE", ClientSecretView::createdAt),
                                column("ENDS", ClientSecretView::expiresAt)));
    }

    private static void removeSecret(Task task) {
        var secret = Names.id(task.line().must(SECRET_ID), SECRET_ID.name());
        var admin = task.admin();
        var id = ClientCommands.id(task, admin);
        task.confirm("End the secret " + secret + " of " + task.shown(ClientCommands.ID) + "?");
        admin.clients().removeSecret(id, secret);
        task.note("The secret " + secret + " is ended.");
    }

    private static void addUri(Task task) {
        var admin = task.admin();
        var id = ClientCommands.id(task, admin);
        task.output().show(admin.clients().addRedirectUri(id, task.line().must(URI)));
    }

    private static void listUris(Task task) {
        var admin = task.admin();
        var id = ClientCommands.id(task, admin);
        task.output()
                .list(
                        Pages.of(
                                task,
                                Query.all(),
                                query -> admin.clients().redirectUris(id, query)),
                        List.of(
                                column("ID", RedirectUriView::id),
                                column("REDIRECT URI", RedirectUriView::redirectUri)));
    }

    private static void removeUri(Task task) {
        var admin = task.admin();
        var client = ClientCommands.id(task, admin);
        var uri = uri(task, admin, client);
        task.confirm("Let sign-ins return to " + task.shown(URI) + " no more?");
        admin.clients().removeRedirectUri(client, uri);
        task.note("Sign-ins do not return to " + task.shown(URI) + " any more.");
    }

    private static UUID uri(Task task, AdminClient admin, UUID client) {
        var typed = task.line().must(URI);
        if (!typed.contains(":")) {
            return Names.id(typed, URI.name());
        }
        return admin.clients().redirectUris(client, Query.all().limit(500)).items().stream()
                .filter(each -> each.redirectUri().equals(typed))
                .map(RedirectUriView::id)
                .findFirst()
                .orElseThrow(() ->
                        new CommandFailure(
                                ExitCode.NOT_FOUND,
                                "the client has no redirect URI " + Printable.of(typed),
                                "See mad client redirect-uri list."));
    }
}
