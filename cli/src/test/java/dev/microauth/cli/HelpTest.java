package dev.microauth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.cli.command.CommandTable;
import dev.microauth.cli.line.Command;
import dev.microauth.cli.line.CommandSet;
import dev.microauth.cli.line.Group;
import dev.microauth.cli.line.Option;
import dev.microauth.cli.line.ReferencePage;
import dev.microauth.cli.terminal.ExitCode;
import dev.microauth.testkit.Snapshot;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What people read before they do anything.
class HelpTest {
    @TempDir Path home;

    private final CommandSet commands = new CommandTable("1.2.3").commands();

    @Test
    void every_page_fits_a_terminal_and_reads_like_this() {
        var pages = new StringBuilder();
        var paths = new ArrayList<String>();
        paths.add("");
        commands.groups().stream().map(Group::name).forEach(paths::add);
        paths.add("client secret");
        commands.commands().stream()
                .map(Command::path)
                .filter(path -> !paths.contains(path))
                .forEach(paths::add);
        for (var path : paths) {
            var ran = shell().run((path + " --help").strip().split(" ", -1));
            assertThat(ran.code()).isEqualTo(ExitCode.DONE);
            assertThat(ran.out().lines())
                    .as(path)
                    .allMatch(line -> line.length() <= 80 && !line.endsWith(" "));
            assertThat(ran.out()).matches("[ -~\n]+");
            pages.append("=== mad ").append(path).append("\n\n").append(ran.out()).append('\n');
        }
        Snapshot.assertMatches("cli/src/test/resources/help.txt", pages.toString());
    }

    @Test
    void the_reference_page_says_what_the_table_says() {
        Snapshot.assertMatches("docs/cli.md", ReferencePage.of(commands));
    }

    @Test
    void help_is_a_word_too() {
        assertThat(shell().run("help", "user", "get").out())
                .isEqualTo(shell().run("user", "get", "--help").out());
        assertThat(shell().run("-h").out()).isEqualTo(shell().run("help").out());
        assertThat(shell().run().code()).isEqualTo(ExitCode.USAGE);
        assertThat(shell().run().out()).isEmpty();
    }

    @Test
    void every_example_can_be_typed() {
        for (var command : commands.commands()) {
            assertThat(command.examples()).as(command.path()).isNotEmpty();
            for (var example : command.examples()) {
                assertThat(example).startsWith("mad ");
                var line = example.replaceFirst(" [|>] .*", "").replaceAll("\"[^\"]*\"", "x");
                var words = new ArrayList<>(List.of(line.substring(4).split(" ", -1)));
                var shell =
                        shell().variable("MADCTL_URL", "http://localhost:1")
                                .variable("MADCTL_TOKEN", "t");
                assertThat(shell.run(words.toArray(String[]::new)).err())
                        .as(example)
                        .doesNotContain("--help");
            }
        }
    }

    @Test
    void an_option_takes_a_value_in_every_command_or_in_none() {
        Map<String, Boolean> takes = new HashMap<>();
        Map<String, List<String>> choices = new HashMap<>();
        for (var command : commands.commands()) {
            for (var option : command.all()) {
                assertThat(takes.computeIfAbsent(option.name(), _ -> option.takesValue()))
                        .as(command.path() + " " + option.name())
                        .isEqualTo(option.takesValue());
                assertThat(choices.computeIfAbsent(option.name(), _ -> option.choices()))
                        .as(command.path() + " " + option.name())
                        .isEqualTo(option.choices());
                assertThat(option.name()).matches("--[a-z]+(-[a-z]+)*");
                assertThat(option.sentence()).matches("(?s)[A-Z].*[.)]");
            }
            assertThat(command.all().stream().map(Option::name)).doesNotHaveDuplicates();
            assertThat(command.purpose()).matches("[A-Z].*\\.");
        }
    }

    @Test
    void no_command_is_the_beginning_of_another_and_each_has_its_group() {
        var paths = commands.commands().stream().map(Command::path).toList();
        assertThat(paths).doesNotHaveDuplicates().hasSizeGreaterThan(80);
        for (var path : paths) {
            assertThat(paths).noneMatch(other -> other.startsWith(path + " "));
        }
        assertThat(commands.commands().stream().map(Command::group).distinct())
                .containsExactlyElementsOf(commands.groups().stream().map(Group::name).toList());
    }

    private Shell shell() {
        return new Shell(home);
    }
}
