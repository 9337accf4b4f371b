package dev.microauth.cli.command;

import dev.microauth.api.client.AdminClient;
import dev.microauth.cli.line.Line;
import dev.microauth.cli.line.Option;
import dev.microauth.cli.line.SharedOptions;
import dev.microauth.cli.remote.Names;
import dev.microauth.cli.remote.Remote;
import dev.microauth.cli.remote.SecretInput;
import dev.microauth.cli.terminal.Terminal;
import dev.microauth.text.Printable;
import java.time.Instant;
import java.util.Optional;

/// One command at work: what was asked for, and what it works with.
public record Task(Line line, Terminal terminal, Remote remote) {

    AdminClient admin() {
        return remote.admin();
    }

    Names names(AdminClient admin) {
        return new Names(admin);
    }

    Output output() {
        boolean json = line.value(SharedOptions.OUTPUT).filter("json"::equals).isPresent();
        return new Output(terminal, json);
    }

    SecretInput secrets() {
        return new SecretInput(line, terminal);
    }

    /// Asks before something cannot be taken back.
    void confirm(String question) {
        terminal.confirm(question, line.has(SharedOptions.YES));
    }

    void note(String sentence) {
        terminal.note(sentence);
    }

    /// What was typed, as it may be shown.
    String shown(Option option) {
        return Printable.of(line.value(option).orElse(""));
    }

    /// A moment, as it is or so far ahead: `2026-12-31T00:00:00Z`, `90d`.
    Optional<Instant> ahead(Option option) {
        return line.value(option).map(text -> Moments.ahead(text, option, terminal.now()));
    }

    /// A moment, as it is or so long ago.
    Optional<Instant> ago(Option option) {
        return line.value(option).map(text -> Moments.ago(text, option, terminal.now()));
    }
}
