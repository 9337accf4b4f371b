package dev.microauth.cli.command;

import static dev.microauth.cli.command.Output.column;

import dev.microauth.api.ClientCreation;
import dev.microauth.api.ClientEdit;
import dev.microauth.api.ClientView;
import dev.microauth.api.Shape;
import dev.microauth.api.WireFormat;
import dev.microauth.api.client.AdminClient;
import dev.microauth.api.client.Patch;
import dev.microauth.api.client.Query;
import dev.microauth.cli.line.Command;
import dev.microauth.cli.line.Option;
import dev.microauth.cli.terminal.CommandFailure;
import dev.microauth.text.Printable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/// `mad client`: applications that get tokens.
final class ClientCommands {
    static final Option ID =
            Option.value("--id", "CLIENT", "The client, by its client_id or id.").must();
    private static final Option NEW_ID =
            Option.value("--client-id", "CLIENT_ID", "The name it authenticates with.").must();
    private static final Option MEMBER =
            Option.repeated("--member", "NAME=VALUE", "A member and its new value.").must();

    private ClientCommands() {}

    static List<Entry> entries() {
        return Stream.concat(own(), ClientPartCommands.entries().stream()).toList();
    }

    private static Stream<Entry> own() {
        return Stream.of(
                Entry.of(
                        Command.of("client create", "Make a client.")
                                .story(
                                        "The answer shows the secret of a confidential client, once.")
                                .words(NEW_ID)
                                .options(ClientOptions.and())
                                .examples(
                                        "mad client create --client-id report --grant-type client_credentials",
                                        "mad client create shop --redirect-uri https://shop.example.com/callback"),
                        ClientCommands::create),
                Entry.of(
                        Command.of("client update", "Change a client.")
                                .story(
                                        "Lists are replaced as a whole; an empty value goes back to the default.")
                                .words(ID)
                                .options(ClientOptions.and())
                                .examples("mad client update shop --access-token-lifetime 300"),
                        ClientCommands::update),
                Entry.of(
                        Command.of("client list", "List clients.")
                                .options(Pages.searched())
                                .examples("mad client list"),
                        ClientCommands::list),
                Entry.of(
                        Command.of("client get", "Show a client.")
                                .words(ID)
                                .examples("mad client get shop"),
                        task -> {
                            var admin = task.admin();
                            task.output().show(task.names(admin).client(task.line().must(ID)));
                        }),
                Entry.of(
                        Command.of("client delete", "Delete a client; its tokens end.")
                                .words(ID)
                                .examples("mad client delete shop --yes"),
                        ClientCommands::delete),
                Entry.of(
                        Command.of(
                                        "client set",
                                        "Set members of a client by their names in the API.")
                                .story(
                                        "A list is separated by commas. An empty value goes back to the default.",
                                        "The members: " + String.join(", ", members()) + ".")
                                .words(ID, MEMBER)
                                .examples(
                                        "mad client set shop refresh_grace=10 backchannel_logout_uri=https://shop/out",
                                        "mad client set shop contacts=ops@example.com audience="),
                        ClientCommands::set));
    }

    static UUID id(Task task, AdminClient admin) {
        return task.names(admin).clientId(task.line().must(ID));
    }

    private static void create(Task task) {
        var tree = new LinkedHashMap<String, Object>();
        if (ClientOptions.edits().stream().anyMatch(edit -> task.line().has(edit.option()))) {
            tree.putAll(Edits.patch(task, ClientOptions.edits()).members());
        }
        tree.put("client_id", task.line().must(NEW_ID));
        var wanted = new WireFormat().read(ClientCreation.class, tree);
        task.output().show(task.admin().clients().create(wanted));
    }

    private static void update(Task task) {
        var patch = Edits.patch(task, ClientOptions.edits());
        var admin = task.admin();
        task.output().show(admin.clients().update(id(task, admin), patch));
    }

    private static void list(Task task) {
        var clients = task.admin().clients();
        task.output()
                .list(
                        Pages.of(task, Query.all(), clients::list),
                        List.of(
                                column("ID", ClientView::id),
                                column("CLIENT_ID", ClientView::clientId),
                                column("NAME", ClientView::clientName),
                                column("ACTIVE", ClientView::isActive),
                                column("GRANTS", ClientView::grantTypes)));
    }

    private static void delete(Task task) {
        var admin = task.admin();
        var id = id(task, admin);
        task.confirm("Delete the client " + task.shown(ID) + "?");
        admin.clients().delete(id);
        task.note("The client " + task.shown(ID) + " is deleted.");
    }

    private static void set(Task task) {
        var patch = Patch.none();
        for (var pair : task.line().values(MEMBER)) {
            int equals = pair.indexOf('=');
            if (equals < 1) {
                throw task.line()
                        .misused(MEMBER, Printable.of(pair) + " has no value", "Write NAME=VALUE.");
            }
            var name = pair.substring(0, equals);
            var value = pair.substring(equals + 1);
            patch =
                    value.isEmpty()
                            ? patch.without(name)
                            : patch.with(name, typed(task, name, value));
        }
        var admin = task.admin();
        task.output().show(admin.clients().update(id(task, admin), patch));
    }

    /// The value in the form that its member has on the wire.
    private static Object typed(Task task, String name, String value) {
        var shape =
                new WireFormat()
                        .shape(ClientEdit.class).members().stream()
                                .filter(member -> member.name().equals(name))
                                .map(member -> member.shape())
                                .findFirst()
                                .orElseThrow(() -> wrong(task, name, "is no member of a client"));
        var form = shape instanceof Shape.Maybe(Shape some) ? some : shape;
        return switch (form) {
            case Shape.Many _ -> List.of(value.split(",", -1));
            case Shape.Flag _ when value.equals("true") || value.equals("false") ->
                    value.equals("true");
            case Shape.Flag _ -> throw wrong(task, name, "is true or false");
            case Shape.Whole _ when value.matches("\\d{1,15}") -> Long.parseLong(value);
            case Shape.Whole _ -> throw wrong(task, name, "is a whole number");
            default -> value;
        };
    }

    private static CommandFailure wrong(Task task, String name, String what) {
        return task.line()
                .misused(MEMBER, Printable.of(name) + " " + what, "See mad client set --help.");
    }

    private static List<String> members() {
        return new WireFormat()
                .shape(ClientEdit.class).members().stream().map(member -> member.name()).toList();
    }
}
