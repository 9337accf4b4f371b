package dev.microauth.cli.command;

import static dev.microauth.cli.command.Output.column;

import dev.microauth.api.RefreshTokenView;
import dev.microauth.api.SessionView;
import dev.microauth.api.client.AdminClient;
import dev.microauth.api.client.Held;
import dev.microauth.api.client.Query;
import dev.microauth.cli.line.Command;
import dev.microauth.cli.line.Option;
import dev.microauth.cli.remote.Names;
import java.util.List;
import java.util.function.Function;

/// `mad sessions` and `mad refresh-tokens`: what lasts until it is over or ended.
///
/// @param group the first word
/// @param one what one of them is called
/// @param held where they are asked for
record HeldCommands<V extends Record>(
        String group,
        String one,
        Function<AdminClient, Held<V>> held,
        List<Output.Column<V>> columns) {
    private static final Option USER =
            Option.value("--user-id", "USER", "Only those of this user, by name or id.");
    private static final Option CLIENT =
            Option.value("--client-id", "CLIENT_ID", "Only those by way of this client.");
    private static final Option RING =
            Option.choice("--ring", "Only those of this port.", List.of("auth", "admin"));

    static List<Entry> sessions() {
        return new HeldCommands<>(
                        "sessions",
                        "session",
                        AdminClient::sessions,
                        List.of(
                                column("ID", SessionView::id),
                                column("PORT", SessionView::ring),
                                column("USER", SessionView::username),
                                column("CLIENT", SessionView::clientId),
                                column("FROM", SessionView::ip),
                                column("LAST SEEN", SessionView::lastSeenAt),
                                column("ENDS", SessionView::expiresAt)))
                .entries();
    }

    static List<Entry> refreshTokens() {
        return new HeldCommands<>(
                        "refresh-tokens",
                        "family",
                        AdminClient::refreshTokens,
                        List.of(
                                column("ID", RefreshTokenView::id),
                                column("PORT", RefreshTokenView::ring),
                                column("USER", RefreshTokenView::username),
                                column("CLIENT", RefreshTokenView::clientId),
                                column("LAST USED", RefreshTokenView::lastUsedAt),
                                column("ENDS", RefreshTokenView::expiresAt),
                                column("SCOPE", RefreshTokenView::scope)))
                .entries();
    }

    private List<Entry> entries() {
        var many = one.equals("family") ? "families of refresh tokens" : "sign-in sessions";
        return List.of(
                Entry.of(
                        Command.of(group + " list", "List " + many + ".")
                                .options(Pages.with(Pages.SORT, USER, CLIENT, RING))
                                .examples("mad " + group + " list --user-id alice"),
                        this::list),
                Entry.of(
                        Command.of(group + " get", "Show one.")
                                .words(Options.ID)
                                .examples(
                                        "mad "
                                                + group
                                                + " get 3855db1d-465e-412b-b1f4-b5cd78b4ae9f"),
                        task -> {
                            var id = Names.id(task.line().must(Options.ID), Options.ID.name());
                            task.output().show(held.apply(task.admin()).get(id));
                        }),
                Entry.of(
                        Command.of(group + " revoke", "End one at once.")
                                .words(Options.ID)
                                .examples(
                                        "mad "
                                                + group
                                                + " revoke 3855db1d-465e-412b-b1f4-b5cd78b4ae9f"),
                        this::revoke),
                Entry.of(
                        Command.of(group + " purge", "Remove the rows of those that are over.")
                                .examples("mad " + group + " purge --yes"),
                        this::purge));
    }

    private void list(Task task) {
        var admin = task.admin();
        var query = Query.all();
        var user = task.line().value(USER);
        if (user.isPresent()) {
            query = query.with("user_id", task.names(admin).userId(user.get()).toString());
        }
        for (var option : List.of(CLIENT, RING)) {
            var value = task.line().value(option);
            if (value.isPresent()) {
                query = query.with(option.name().substring(2).replace('-', '_'), value.get());
            }
        }
        task.output().list(Pages.of(task, query, held.apply(admin)::list), columns);
    }

    private void revoke(Task task) {
        var id = Names.id(task.line().must(Options.ID), Options.ID.name());
        var all = held.apply(task.admin());
        task.confirm("End the " + one + " " + id + "?");
        all.revoke(id);
        task.note("The " + one + " " + id + " is ended.");
    }

    private void purge(Task task) {
        var all = held.apply(task.admin());
        task.confirm("Remove the rows of all that are over?");
        try (var _ = task.terminal().progress("Removing")) {
            task.output().show(all.purge());
        }
    }
}
