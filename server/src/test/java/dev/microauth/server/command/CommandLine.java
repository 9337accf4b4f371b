package dev.microauth.server.command;

import dev.microauth.server.settings.Draft;
import dev.microauth.server.settings.Question;
import dev.microauth.server.settings.Settings;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The daemon's command line, with verbs behind it that write down what they are asked for.
final class CommandLine {
    private final Path here;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final List<String> called = new ArrayList<>();

    CommandLine(Path here) {
        this.here = here;
    }

    int run(String... arguments) {
        return run(Map.of(), arguments);
    }

    int run(Map<String, String> environment, String... arguments) {
        var surroundings =
                new Surroundings(
                        environment,
                        here,
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        false,
                        "1.2.3");
        return new DaemonCommands(new Witness(), surroundings).run(arguments);
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    /// Takes away all that was said so far.
    void forget() {
        out.reset();
        err.reset();
    }

    /// The verbs that ran, with what they were given.
    List<String> called() {
        return called;
    }

    /// Two verbs fail, one as foreseen and one not.
    private final class Witness implements Verbs {
        @Override
        public int serve(Path data, Settings settings) {
            return note("serve " + data.getFileName() + " " + settings.auth().port());
        }

        @Override
        public int quickstart(Path data, Settings settings, boolean json) {
            return note("quickstart " + data.getFileName() + " " + json);
        }

        @Override
        public int init(Draft draft, Init how) {
            return note(
                    "init %s %s %s %s %s %s"
                            .formatted(
                                    how.data().getFileName(),
                                    how.dataChosen(),
                                    how.quick(),
                                    how.yes(),
                                    how.json(),
                                    draft.questions().stream()
                                            .filter(Question::said)
                                            .map(each -> each.name() + "=" + each.holds())
                                            .toList()));
        }

        @Override
        public int auditVerify(Path data, Settings settings) {
            throw new CommandFailure("the chain is broken\nat 7", "Restore a backup.");
        }

        @Override
        public int rotateMaster(Path data, Settings settings) {
            throw new IllegalStateException("unforeseen\nfake line");
        }

        @Override
        public int recover(Path data, Settings settings) {
            return note("recover " + data.getFileName());
        }

        @Override
        public int health(Path data, Settings settings) {
            return note("health");
        }

        private int note(String call) {
            called.add(call);
            return 0;
        }
    }
}
