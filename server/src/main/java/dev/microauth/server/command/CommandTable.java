package dev.microauth.server.command;

import dev.microauth.server.command.Command.Flag;
import dev.microauth.server.command.Command.Run;
import dev.microauth.server.command.Command.Takes;
import java.util.List;

/// Every command of microauthd, in the order of the overview.
final class CommandTable {

    private static final String SERVING = "Serve";
    private static final String CARE = "Look after";
    private static final String SETTINGS = "Settings";
    private static final String OTHER = "Other";

    private CommandTable() {}

    static List<Command> of(Verbs verbs, ConfigCommands config, Surroundings surroundings) {
        return List.of(
                quickstart(verbs),
                init(verbs),
                serve(verbs),
                recover(verbs),
                auditVerify(verbs),
                rotateMaster(verbs),
                health(verbs),
                new Command(
                        "config show",
                        SETTINGS,
                        "Show every setting, its value and where it came from.",
                        List.of("Secrets are shown as ***."),
                        List.of(),
                        Takes.SETTINGS,
                        List.of("microauthd config show --data /var/lib/microauth"),
                        new Run.Look((data, outcome) -> config.show(outcome))),
                new Command(
                        "config check",
                        SETTINGS,
                        "Print everything that is wrong with the settings, and what to do.",
                        List.of("The exit code is 0 when nothing is wrong, else 1."),
                        List.of(),
                        Takes.SETTINGS,
                        List.of(
                                "microauthd config check --data /var/lib/microauth",
                                "MAD_AUTH_ADDRESS=0.0.0.0 microauthd config check"),
                        new Run.Look(config::check)),
                new Command(
                        "config reference",
                        SETTINGS,
                        "Print the page that explains every setting.",
                        List.of(),
                        List.of(new Flag("--toml", "Print a commented mad.toml to begin with.")),
                        Takes.NOTHING,
                        List.of("microauthd config reference --toml > mad.toml"),
                        new Run.Say(config::reference)),
                new Command(
                        "version",
                        OTHER,
                        "Print the version.",
                        List.of(),
                        List.of(),
                        Takes.NOTHING,
                        List.of("microauthd version"),
                        new Run.Say(flags -> {
                            surroundings.out().println("microauthd " + surroundings.version());
                            return ExitCode.DONE;
                        })));
    }

    private static Command quickstart(Verbs verbs) {
        return new Command(
                "quickstart",
                SERVING,
                "Make a data directory with a demo client, and serve it.",
                List.of(
                        "A new data directory gets its master key, signing keys, database and a demo client."
                                + " While there is no administrator, each start prints a one-time link to become"
                                + " one. Both ports are served in the foreground; Ctrl-C stops them. On a directory that"
                                + " is there already it serves what it holds."),
                List.of(
                        new Flag(
                                "--json",
                                "Print one line of JSON on standard output for programs.")),
                Takes.SETTINGS_LISTED,
                List.of(
                        "microauthd quickstart",
                        "microauthd quickstart --data /tmp/try --auth-port 0 --json"),
                new Run.Work((data, settings, flags) ->
                        verbs.quickstart(data, settings, flags.contains("--json"))));
    }

    private static Command init(Verbs verbs) {
        return new Command(
                "init",
                SERVING,
                "Make a data directory by questions and answers.",
                List.of(
                        "The wizard. At a terminal it asks for what it was not told, and shows the default of"
                                + " each answer. The directory gets mad.toml with the answers that are not the"
                                + " defaults, master key, signing keys, an encrypted database, the first"
                                + " administrator and, if one is named, a first client that may use"
                                + " client_credentials and whose secret is shown once. It is made as a whole or"
                                + " not at all.",
                        "Answers can also be options, variables (--admin-username is MAD_ADMIN_USERNAME) or lines"
                                + " of a file of the form of mad.toml, whose relative paths begin where it"
                                + " is; with --yes nothing is asked."),
                List.of(
                        new Flag(
                                "--quick",
                                "Ask for the administrator alone; with --yes, do without one when there is no"
                                        + " password."),
                        new Flag("--yes", "Ask nothing; what was not told gets its default."),
                        new Flag(
                                "--json",
                                "Print one line of JSON, the last on standard output, for programs.")),
                Takes.ANSWERS,
                List.of(
                        "microauthd init",
                        "microauthd init --data /var/lib/microauth --quick",
                        "microauthd init --admin-username alice --admin-password-file pw"
                                + " --yes --json",
                        "microauthd init --answers answers.toml --yes"),
                new Run.Ask(verbs::init));
    }

    private static Command serve(Verbs verbs) {
        return new Command(
                "serve",
                SERVING,
                "Serve an existing data directory.",
                List.of(
                        "Both ports are served in the foreground. SIGTERM and Ctrl-C stop: requests under way are"
                                + " finished, then the exit code is 0."),
                List.of(),
                Takes.SETTINGS_LISTED,
                List.of(
                        "microauthd serve --data /var/lib/microauth",
                        "microauthd serve --issuer https://id.example.com"
                                + " --trusted-proxies 10.0.0.0/8"),
                new Run.Work((data, settings, flags) -> verbs.serve(data, settings)));
    }

    private static Command recover(Verbs verbs) {
        return new Command(
                "recover",
                CARE,
                "Print a new one-time link to become an administrator.",
                List.of(
                        "For whoever owns the machine, whether there is an administrator or not: nobody has to sign"
                                + " in. The link is good once and for 60 minutes; a newer one puts an older one out"
                                + " of use. It opens a page of the auth port, so that the daemon has to run by then."),
                List.of(),
                Takes.SETTINGS,
                List.of("microauthd recover --data /var/lib/microauth"),
                new Run.Work((data, settings, flags) -> verbs.recover(data, settings)));
    }

    private static Command auditVerify(Verbs verbs) {
        return new Command(
                "audit verify",
                CARE,
                "Check the audit log from its first event on.",
                List.of("It finds what was changed, put in, left out, moved or cut off."),
                List.of(),
                Takes.SETTINGS,
                List.of("microauthd audit verify --data /var/lib/microauth"),
                new Run.Work((data, settings, flags) -> verbs.auditVerify(data, settings)));
    }

    private static Command rotateMaster(Verbs verbs) {
        return new Command(
                "key rotate-master",
                CARE,
                "Put a new master key in the place of the present one.",
                List.of("Data need not be written anew: only the keys sealed under it are."),
                List.of(),
                Takes.SETTINGS,
                List.of("microauthd key rotate-master --data /var/lib/microauth"),
                new Run.Work((data, settings, flags) -> verbs.rotateMaster(data, settings)));
    }

    private static Command health(Verbs verbs) {
        return new Command(
                "health",
                CARE,
                "Ask the running daemon whether it is well.",
                List.of("The exit code is 0 when both ports answer that they are ready, else 1."),
                List.of(),
                Takes.SETTINGS,
                List.of("microauthd health"),
                new Run.Work((data, settings, flags) -> verbs.health(data, settings)));
    }
}
