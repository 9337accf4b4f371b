package dev.microauth.cli.command;

import static dev.microauth.cli.command.Output.column;

import dev.microauth.api.DayView;
import dev.microauth.api.SettingView;
import dev.microauth.api.WireFormat;
import dev.microauth.cli.line.Command;
import dev.microauth.cli.terminal.Table;
import java.util.LinkedHashMap;
import java.util.List;

/// `mad server`: how the server is set, and how it does.
final class ServerCommands {
    private ServerCommands() {}

    static List<Entry> entries() {
        return List.of(
                Entry.of(
                        Command.of(
                                        "server settings",
                                        "Show the settings and where each comes from.")
                                .story("Secrets are shown as ***.")
                                .examples("mad server settings"),
                        ServerCommands::settings),
                Entry.of(
                        Command.of("server stats", "Show what there is, and the sign-ins of late.")
                                .examples("mad server stats"),
                        ServerCommands::stats));
    }

    private static void settings(Task task) {
        task.output()
                .list(
                        task.admin().settings(),
                        List.of(
                                column("SETTING", SettingView::name),
                                column("VALUE", SettingView::value),
                                column("FROM", SettingView::origin)));
    }

    private static void stats(Task task) {
        var stats = task.admin().stats();
        if (task.output().isJson()) {
            task.output().show(stats);
            return;
        }
        var tree = new LinkedHashMap<>(new WireFormat().tree(stats));
        tree.remove("sign_ins");
        task.output().show(tree);
        var days = new Table(List.of("DAY", "SIGN-INS", "REFUSED"));
        for (DayView day : stats.signIns()) {
            days.add(List.of(day.day(), Long.toString(day.done()), Long.toString(day.refused())));
        }
        task.terminal().print("\n" + days.text());
    }
}
