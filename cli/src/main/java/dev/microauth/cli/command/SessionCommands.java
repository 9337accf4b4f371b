package dev.microauth.cli.command;

import dev.microauth.api.client.SignIn;
import dev.microauth.api.client.SignInRefused;
import dev.microauth.api.client.TokenAnswer;
import dev.microauth.cli.line.Command;
import dev.microauth.cli.line.Option;
import dev.microauth.cli.remote.Remote;
import dev.microauth.cli.terminal.CommandFailure;
import dev.microauth.cli.terminal.ExitCode;
import dev.microauth.text.Printable;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/// `mad session`: signing in and out of the admin port.
final class SessionCommands {
    private static final Option USERNAME =
            Option.value("--username", "NAME", "Who signs in; asked for where it is left out.");
    private static final Option PASSWORD_FILE =
            Option.value("--user-password-file", "FILE", "The password; - is standard input.");
    private static final Option BROWSER =
            Option.flag("--browser", "Sign in at a page of the server, in a browser here.");
    private static final Option ACCOUNT =
            Option.value("--client-id", "NAME", "Sign a service account in instead of a person.");
    private static final Option CREDENTIAL =
            Option.value("--client-secret-file", "FILE", "Its credential; - is standard input.");

    private SessionCommands() {}

    static List<Entry> entries() {
        return List.of(
                Entry.of(
                        Command.of("session login", "Sign in to the admin port.")
                                .story(
                                        "Asks for the name, the password and, where there is one, the code of the second"
                                                + " factor. Without a terminal it reads them from standard input, one a line.",
                                        "The address and the tokens are kept for the calls to come, readable by you alone."
                                                + " They are renewed until the sign-in is over, after eight hours at most.",
                                        "With --browser nothing is typed here: whoever signs in by a passkey does so at the"
                                                + " server's own page, which has five minutes to come back.")
                                .options(
                                        USERNAME,
                                        PASSWORD_FILE,
                                        BROWSER,
                                        ACCOUNT,
                                        CREDENTIAL,
                                        Remote.AUTH_URL)
                                .examples(
                                        "mad session login --admin-url http://localhost:9041",
                                        "mad session login --browser",
                                        "mad session login --client-id deployer --client-secret-file cred"),
                        SessionCommands::login),
                Entry.of(
                        Command.of("session logout", "Sign out here and at the server.")
                                .story("The tokens kept on this machine are deleted.")
                                .examples("mad session logout"),
                        SessionCommands::logout),
                Entry.of(
                        Command.of("session status", "Show who is signed in, and what they may do.")
                                .story("The exit code is 3 when nobody is.")
                                .examples("mad session status", "mad session status --output json"),
                        SessionCommands::status));
    }

    private static void login(Task task) {
        if (task.line().has(BROWSER)) {
            loginByBrowser(task);
            return;
        }
        var signIn = task.remote().adminSignIn();
        var account = task.line().value(ACCOUNT);
        if (account.isPresent()) {
            var credential = task.secrets().read(CREDENTIAL, "Credential: ");
            var answer = signIn.clientCredentials(account.get(), credential, Optional.empty());
            signedIn(task, account.get(), answer);
            return;
        }
        var username =
                task.line()
                        .value(USERNAME)
                        .or(() -> task.terminal().ask("User name: "))
                        .map(String::strip)
                        .filter(name -> !name.isEmpty())
                        .orElseThrow(() -> missing("a user name"));
        var password = task.secrets().read(PASSWORD_FILE, "Password: ");
        signedIn(task, username, answer(task, signIn, username, password));
    }

    private static void loginByBrowser(Task task) {
        for (var other : List.of(USERNAME, PASSWORD_FILE, ACCOUNT, CREDENTIAL)) {
            if (task.line().has(other)) {
                throw task.line()
                        .misused(
                                other,
                                "does not go with " + BROWSER.name(),
                                "With " + BROWSER.name() + " the page asks who signs in.");
            }
        }
        var answer = task.remote().signInByBrowser();
        signedIn(task, task.remote().adminBy(answer).me().name(), answer);
    }

    /// The code is asked for only when the password was right and the code is missing.
    private static TokenAnswer answer(Task task, SignIn signIn, String username, String password) {
        try {
            return signIn.password(username, password, Optional.empty());
        } catch (SignInRefused refused) {
            if (!refused.error().equals("mfa_required")) {
                throw refused;
            }
            var code =
                    task.terminal()
                            .ask("Code: ")
                            .map(String::strip)
                            .filter(text -> !text.isEmpty())
                            .orElseThrow(() -> refused);
            return signIn.password(username, password, Optional.of(code));
        }
    }

    private static void signedIn(Task task, String username, TokenAnswer answer) {
        var tokens = task.remote().remember(username, answer);
        task.note(
                "Signed in to "
                        + Printable.of(task.remote().adminUrl().toString())
                        + " as "
                        + Printable.of(username)
                        + ".");
        if (task.output().isJson()) {
            var tree = new LinkedHashMap<String, Object>();
            tree.put("admin_url", task.remote().adminUrl().toString());
            tree.put("name", username);
            tree.put("expires_at", tokens.expiresAt().truncatedTo(ChronoUnit.SECONDS).toString());
            task.output().show(tree);
        }
    }

    private static void logout(Task task) {
        boolean there = task.remote().signOut();
        task.note(there ? "Signed out." : "Nobody was signed in.");
    }

    private static void status(Task task) {
        task.output().show(task.admin().me());
    }

    private static CommandFailure missing(String what) {
        return new CommandFailure(
                ExitCode.USAGE, what + " was not given", "Type it, or give it on standard input.");
    }
}
