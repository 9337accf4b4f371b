package dev.microauth.cli.command;

import static dev.microauth.cli.command.Output.column;

import dev.microauth.api.AuditEventView;
import dev.microauth.api.AuditPurge;
import dev.microauth.api.client.Query;
import dev.microauth.cli.line.Command;
import dev.microauth.cli.line.Option;
import dev.microauth.cli.remote.Names;
import dev.microauth.cli.terminal.ExitCode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Stream;

/// `mad audit`: who did what.
final class AuditCommands {
    private static final Option ACTION =
            Option.value("--action", "ACTION", "Only this action: user.create.");
    private static final Option ACTOR =
            Option.value("--actor-id", "ACTOR", "Only what this one did: a name, or an id.");
    private static final Option TARGET =
            Option.value(
                    "--target-id", "TARGET", "Only what was done to this one: a name, or an id.");
    private static final Option OUTCOME =
            Option.choice("--outcome", "Only what went so.", List.of("done", "refused"));
    private static final Option CLIENT =
            Option.value("--client-id", "CLIENT_ID", "Only by way of this client.");
    private static final Option IP = Option.value("--ip", "ADDRESS", "Only from this address.");
    private static final Option SINCE =
            Option.value("--since", "TIME", "From then on: 2026-11-01, or 24h for a day ago.");
    private static final Option UNTIL = Option.value("--until", "TIME", "Up to then.");
    private static final Option BEFORE =
            Option.value(
                    "--before", "TIME", "What is older: 2026-01-01, 400d. (default the retention)");
    private static final List<Option> BY_NAME = List.of(ACTOR, TARGET);
    private static final List<Option> TEXTS = List.of(ACTION, ACTOR, TARGET, OUTCOME, CLIENT, IP);

    private AuditCommands() {}

    static List<Entry> entries() {
        return List.of(
                Entry.of(
                        Command.of("audit list", "List events, the latest first.")
                                .options(Pages.searched(filters()))
                                .examples(
                                        "mad audit list --since 24h",
                                        "mad audit list --action user.create --output json"),
                        AuditCommands::list),
                Entry.of(
                        Command.of("audit get", "Show an event.")
                                .words(Options.ID)
                                .examples("mad audit get 3855db1d-465e-412b-b1f4-b5cd78b4ae9f"),
                        task -> {
                            var id = Names.id(task.line().must(Options.ID), Options.ID.name());
                            task.output().show(task.admin().audit().get(id));
                        }),
                Entry.of(
                        Command.of("audit export", "Write events as JSON, one a line.")
                                .options(exported())
                                .examples(
                                        "mad audit export --since 2026-11-01 --file november.jsonl",
                                        "mad audit export | jq .action"),
                        AuditCommands::export),
                new Entry(
                        Command.of("audit verify", "Check that the log is whole.")
                                .story(
                                        "It finds what was changed, put in, left out, moved or cut off. The exit code is 1"
                                                + " when something is wrong.")
                                .examples("mad audit verify"),
                        AuditCommands::verify),
                Entry.of(
                        Command.of(
                                        "audit purge",
                                        "Remove events that are older than the retention.")
                                .options(BEFORE)
                                .examples("mad audit purge --before 400d --yes"),
                        AuditCommands::purge));
    }

    private static Option[] filters() {
        return Stream.concat(TEXTS.stream(), Stream.of(SINCE, UNTIL)).toArray(Option[]::new);
    }

    private static Option[] exported() {
        return Stream.concat(Stream.of(Pages.Q, AuditExport.FILE), Stream.of(filters()))
                .toArray(Option[]::new);
    }

    static Query query(Task task) {
        var query = Query.all();
        for (var option : TEXTS) {
            var value = task.line().value(option);
            if (value.isPresent()) {
                query =
                        query.with(
                                option.name().substring(2).replace('-', '_'),
                                sent(task, option, value.get()));
            }
        }
        var since = task.ago(SINCE);
        if (since.isPresent()) {
            query = query.with("since", since.get().toString());
        }
        var until = task.ago(UNTIL);
        if (until.isPresent()) {
            query = query.with("until", until.get().toString());
        }
        return query;
    }

    /// Events hold ids; people know names.
    private static String sent(Task task, Option option, String typed) {
        return BY_NAME.contains(option) ? task.names(task.admin()).actor(typed) : typed;
    }

    private static void list(Task task) {
        var audit = task.admin().audit();
        task.output()
                .list(
                        Pages.of(task, query(task), audit::list),
                        List.of(
                                column("TIME", AuditEventView::time),
                                column("ACTION", AuditEventView::action),
                                column("OUTCOME", AuditEventView::outcome),
                                column("ACTOR", AuditEventView::actor),
                                column("TARGET", AuditEventView::target),
                                column("FROM", AuditEventView::ip),
                                column("DETAIL", AuditEventView::detail)));
    }

    private static void export(Task task) {
        var query = query(task);
        var matching = task.line().value(Pages.Q);
        new AuditExport(task).run(matching.map(query::matching).orElse(query));
    }

    private static ExitCode verify(Task task) {
        var audit = task.admin().audit();
        try (var _ = task.terminal().progress("Checking the log")) {
            var verification = audit.verify();
            if (task.output().isJson() || !verification.whole()) {
                task.output().show(verification);
            } else {
                var tree = new LinkedHashMap<String, Object>();
                tree.put("whole", true);
                tree.put("events", verification.events());
                task.output().show(tree);
            }
            return verification.whole() ? ExitCode.DONE : ExitCode.FAILED;
        }
    }

    private static void purge(Task task) {
        var wanted = new AuditPurge(task.ago(BEFORE));
        var audit = task.admin().audit();
        task.confirm("Remove the events that are older?");
        try (var _ = task.terminal().progress("Removing")) {
            task.output().show(audit.purge(wanted));
        }
    }
}
