package dev.microauth.cli.command;

import static dev.microauth.cli.command.Output.column;

import dev.microauth.api.ScopeEdit;
import dev.microauth.api.ScopeView;
import dev.microauth.api.client.AdminClient;
import dev.microauth.api.client.Assignments;
import dev.microauth.api.client.Query;
import dev.microauth.cli.line.Command;
import dev.microauth.cli.line.Option;
import java.util.List;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/// `mad scope`: scopes, and to whom they are assigned.
final class ScopeCommands {
    private static final List<Output.Column<ScopeView>> COLUMNS =
            List.of(
                    column("ID", ScopeView::id),
                    column("NAME", ScopeView::name),
                    column("PROTECTED", ScopeView::isProtected),
                    column("DESCRIPTION", ScopeView::description));

    private ScopeCommands() {}

    static List<Entry> entries() {
        var plain =
                new PlainNoun<>(
                        "scope",
                        "invoices",
                        AdminClient::scopes,
                        ScopeEdit::new,
                        ScopeView::id,
                        COLUMNS);
        var more =
                Stream.of(
                        change(
                                "assign-to-user",
                                "Assign scopes to a user or service account.",
                                Options.SUBJECT,
                                "has",
                                Assignments::add),
                        change(
                                "assign-to-client",
                                "Allow scopes to a client.",
                                Options.CLIENT_ID,
                                "has",
                                Assignments::add),
                        change(
                                "remove-from-user",
                                "Take scopes from a user or service account.",
                                Options.SUBJECT,
                                "has no longer",
                                Assignments::remove),
                        change(
                                "remove-from-client",
                                "Take scopes from a client.",
                                Options.CLIENT_ID,
                                "has no longer",
                                Assignments::remove),
                        list(
                                "list-for-user",
                                "List the scopes of a user or service account.",
                                Options.SUBJECT),
                        list("list-for-client", "List the scopes of a client.", Options.CLIENT_ID));
        return Stream.concat(plain.entries().stream(), more).toList();
    }

    private static Entry change(
            String verb,
            String purpose,
            Option whose,
            String done,
            BiConsumer<Assignments<ScopeView>, UUID> change) {
        var example =
                "mad scope " + verb + " " + whose.name() + (isClient(whose) ? " shop" : " alice");
        return Entry.of(
                Command.of("scope " + verb, purpose)
                        .options(whose, Options.SCOPE_ID)
                        .examples(example + " --scope-id invoices"),
                task -> {
                    var admin = task.admin();
                    var names = task.names(admin);
                    var ids =
                            task.line().values(Options.SCOPE_ID).stream()
                                    .map(names::scopeId)
                                    .toList();
                    var scopes = assigned(task, admin, whose);
                    ids.forEach(id -> change.accept(scopes, id));
                    task.note(
                            task.shown(whose)
                                    + " "
                                    + done
                                    + " "
                                    + Words.list(task, Options.SCOPE_ID)
                                    + ".");
                });
    }

    private static Entry list(String verb, String purpose, Option whose) {
        return Entry.of(
                Command.of("scope " + verb, purpose)
                        .words(whose)
                        .options(Pages.with())
                        .examples("mad scope " + verb + (isClient(whose) ? " shop" : " alice")),
                task -> {
                    var scopes = assigned(task, task.admin(), whose);
                    task.output().list(Pages.of(task, Query.all(), scopes::list), COLUMNS);
                });
    }

    private static Assignments<ScopeView> assigned(Task task, AdminClient admin, Option whose) {
        var names = task.names(admin);
        var typed = task.line().must(whose);
        return isClient(whose)
                ? admin.clients().scopes(names.clientId(typed))
                : names.subject(typed).scopes(admin);
    }

    private static boolean isClient(Option whose) {
        return whose.name().equals(Options.CLIENT_ID.name());
    }
}
