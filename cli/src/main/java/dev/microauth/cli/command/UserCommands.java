package dev.microauth.cli.command;

import static dev.microauth.cli.command.Output.column;

import dev.microauth.api.Lockout;
import dev.microauth.api.UserCreation;
import dev.microauth.api.UserView;
import dev.microauth.api.client.AdminClient;
import dev.microauth.api.client.Query;
import dev.microauth.cli.line.Command;
import dev.microauth.cli.line.Option;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/// `mad user`: people.
final class UserCommands {
    private static final Option ID = Options.named("USER");
    private static final Option USERNAME =
            Option.value("--username", "NAME", "The name to sign in with.").must();
    private static final Option NEW_USERNAME =
            Option.value("--username", "NAME", "Another name to sign in with.");
    private static final Option EMAIL =
            Option.value("--user-email", "ADDRESS", "The e-mail address. Empty takes it away.");
    private static final Option FULL_NAME =
            Option.value("--name", "NAME", "The full name. Empty takes it away.");
    private static final Option PASSWORD =
            Option.value(
                    "--user-password",
                    "PASSWORD",
                    "The password; everybody on this machine can read it while mad runs.");
    private static final Option PASSWORD_FILE =
            Option.value("--user-password-file", "FILE", "The password; - is standard input.");
    private static final Option ASK_PASSWORD =
            Option.flag("--ask-password", "Ask for the password, without echo.");
    private static final Option ACTIVE =
            Option.choice("--active", "Only those who are, or are not.", List.of("true", "false"));
    private static final Option UNTIL =
            Option.value("--until", "TIME", "Until when: 2026-12-31, 12h, 7d.");
    private static final Option PERMANENT =
            Option.flag("--permanent", "Until it is lifted by clear-lockout.");

    private UserCommands() {}

    static List<Entry> entries() {
        return Stream.of(people(), states(), links(), lockouts()).flatMap(each -> each).toList();
    }

    private static Stream<Entry> people() {
        return Stream.of(
                Entry.of(
                        Command.of("user create", "Make a user.")
                                .story(
                                        "Without a password the answer holds a one-time link, by which the user"
                                                + " chooses one.")
                                .words(USERNAME)
                                .options(EMAIL, FULL_NAME, PASSWORD_FILE, ASK_PASSWORD, PASSWORD)
                                .examples(
                                        "mad user create --username alice --user-email alice@example.com",
                                        "mad user create bob --user-password-file -"),
                        UserCommands::create),
                Entry.of(
                        Command.of("user list", "List users.")
                                .options(Pages.searched(ACTIVE))
                                .examples(
                                        "mad user list --q alice",
                                        "mad user list --sort -created_at --all"),
                        UserCommands::list),
                Entry.of(
                        Command.of("user get", "Show a user.")
                                .words(ID)
                                .examples("mad user get alice", "mad user get alice --output json"),
                        task -> {
                            var admin = task.admin();
                            task.output().show(task.names(admin).user(task.line().must(ID)));
                        }),
                Entry.of(
                        Command.of("user update", "Change a user's name, address or sign-in name.")
                                .words(ID)
                                .options(NEW_USERNAME, EMAIL, FULL_NAME)
                                .examples("mad user update alice --user-email alice@example.org"),
                        UserCommands::update));
    }

    private static Stream<Entry> states() {
        return Stream.of(
                action(
                        "activate",
                        "Let a user sign in again.",
                        "is active",
                        (admin, id) -> admin.users().activate(id)),
                action(
                        "deactivate",
                        "Let a user sign in no more; nothing is lost.",
                        "is not active",
                        (admin, id) -> admin.users().deactivate(id)),
                Entry.of(
                        Command.of("user delete", "Delete a user.")
                                .words(ID)
                                .examples("mad user delete alice --yes"),
                        UserCommands::delete),
                action(
                        "verify-email",
                        "Take a user's address for verified.",
                        "has a verified address",
                        (admin, id) -> admin.users().verifyEmail(id)));
    }

    private static Stream<Entry> links() {
        return Stream.of(
                Entry.of(
                        Command.of(
                                        "user reset-password",
                                        "Make a one-time link to choose a new password.")
                                .story("The old password, sessions and tokens end at once.")
                                .words(ID)
                                .examples("mad user reset-password alice"),
                        task -> {
                            var admin = task.admin();
                            var id = id(task, admin);
                            task.confirm(
                                    "End the password and the sessions of " + task.shown(ID) + "?");
                            task.output().show(admin.users().reset(id));
                        }),
                Entry.of(
                        Command.of(
                                        "user invite",
                                        "Make a one-time link for a user without a password.")
                                .words(ID)
                                .examples("mad user invite alice"),
                        task -> {
                            var admin = task.admin();
                            task.output().show(admin.users().invite(id(task, admin)));
                        }));
    }

    private static Stream<Entry> lockouts() {
        return Stream.of(
                Entry.of(
                        Command.of(
                                        "user set-lockout",
                                        "Lock a user out for a while, or until it is lifted.")
                                .words(ID)
                                .options(UNTIL, PERMANENT)
                                .examples(
                                        "mad user set-lockout alice --until 12h",
                                        "mad user set-lockout alice --permanent"),
                        UserCommands::lockOut),
                action(
                        "clear-lockout",
                        "Lift a lock-out.",
                        "is not locked out",
                        (admin, id) -> admin.users().clearLockout(id)));
    }

    private static Entry action(
            String verb, String purpose, String done, BiConsumer<AdminClient, UUID> act) {
        return Entry.of(
                Command.of("user " + verb, purpose)
                        .words(ID)
                        .examples("mad user " + verb + " alice"),
                task -> {
                    var admin = task.admin();
                    act.accept(admin, id(task, admin));
                    task.note("The user " + task.shown(ID) + " " + done + ".");
                });
    }

    private static UUID id(Task task, AdminClient admin) {
        return task.names(admin).userId(task.line().must(ID));
    }

    private static void create(Task task) {
        var line = task.line();
        var creation =
                new UserCreation(
                        line.must(USERNAME),
                        line.value(EMAIL).filter(text -> !text.isEmpty()),
                        line.value(FULL_NAME).filter(text -> !text.isEmpty()),
                        password(task),
                        Optional.empty());
        task.output().show(task.admin().users().create(creation));
    }

    private static Optional<String> password(Task task) {
        var line = task.line();
        if (line.has(PASSWORD)) {
            task.terminal()
                    .warn(
                            "--user-password can be read by everybody on this machine, and stays in the history of"
                                    + " the shell. Better: --user-password-file or --ask-password.");
            return line.value(PASSWORD);
        }
        return line.has(PASSWORD_FILE) || line.has(ASK_PASSWORD)
                ? Optional.of(task.secrets().read(PASSWORD_FILE, "Password: "))
                : Optional.empty();
    }

    private static void list(Task task) {
        var filters =
                task.line()
                        .value(ACTIVE)
                        .map(value -> Query.all().with("is_active", value))
                        .orElse(Query.all());
        var users = task.admin().users();
        task.output()
                .list(
                        Pages.of(task, filters, users::list),
                        List.of(
                                column("ID", UserView::id),
                                column("USERNAME", UserView::username),
                                column("EMAIL", UserView::email),
                                column("ACTIVE", UserView::isActive),
                                column("LOCKED OUT", UserView::lockoutUntil),
                                column("LAST SIGN-IN", UserView::lastLogin)));
    }

    private static void update(Task task) {
        var patch =
                Edits.patch(
                        task,
                        List.of(
                                new Edits.Text(NEW_USERNAME, "username"),
                                new Edits.Text(EMAIL, "email"),
                                new Edits.Text(FULL_NAME, "name")));
        var admin = task.admin();
        task.output().show(admin.users().update(id(task, admin), patch));
    }

    private static void delete(Task task) {
        var admin = task.admin();
        var id = id(task, admin);
        task.confirm("Delete the user " + task.shown(ID) + "?");
        admin.users().delete(id);
        task.note("The user " + task.shown(ID) + " is deleted.");
    }

    private static void lockOut(Task task) {
        var until = task.ahead(UNTIL);
        boolean permanent = task.line().has(PERMANENT);
        if (until.isPresent() == permanent) {
            throw task.line().misused(UNTIL, "or --permanent is needed, and not both", "Give one.");
        }
        var admin = task.admin();
        var lockout = new Lockout(until, permanent ? Optional.of(true) : Optional.empty());
        admin.users().lockOut(id(task, admin), lockout);
        task.note("The user " + task.shown(ID) + " is locked out.");
    }
}
