package dev.microauth.cli.command;

import dev.microauth.api.RecoveryCodesView;
import dev.microauth.api.TotpEnrolmentView;
import dev.microauth.cli.line.Command;
import dev.microauth.cli.line.Option;
import dev.microauth.cli.terminal.CommandFailure;
import dev.microauth.cli.terminal.ExitCode;
import dev.microauth.cli.terminal.QrPicture;
import dev.microauth.text.Printable;
import java.util.LinkedHashMap;
import java.util.List;

/// `mad user totp`: one's own authenticator app, and the removal of somebody else's.
final class TotpCommands {
    private static final String RECENT =
            "Takes a sign-in of the last five minutes: mad session login.";
    private static final Option CODE =
            Option.value(
                    "--totp-code",
                    "CODE",
                    "What the app shows; asked for, or a line of standard input, where it is left out.");
    private static final Option OTHER =
            Option.value("--id", "USER", "Somebody else, by name or id.");

    private TotpCommands() {}

    static List<Entry> entries() {
        return List.of(
                Entry.of(
                        Command.of("user totp enrol", "Set up your authenticator app.")
                                .story(
                                        "Shows the secret once, as a QR code and as text. Nobody is asked for a code"
                                                + " before you confirm it, within an hour.",
                                        RECENT)
                                .examples(
                                        "mad user totp enrol", "mad user totp enrol --output json"),
                        TotpCommands::enrol),
                Entry.of(
                        Command.of(
                                        "user totp confirm",
                                        "Show the first code of the app; from then on it is asked for.")
                                .story(
                                        "Prints recovery codes, each good once, where it is your first second factor."
                                                + " All your other sessions end.",
                                        RECENT)
                                .words(CODE)
                                .examples("mad user totp confirm", "mad user totp confirm 123456"),
                        TotpCommands::confirm),
                Entry.of(
                        Command.of(
                                        "user totp remove",
                                        "Remove your authenticator app, or take somebody else's away.")
                                .story(
                                        "Sessions end: all your others, or all of the other user's.",
                                        "For your own: " + RECENT)
                                .words(OTHER)
                                .examples(
                                        "mad user totp remove", "mad user totp remove alice --yes"),
                        TotpCommands::remove),
                Entry.of(
                        Command.of(
                                        "user totp recovery-codes",
                                        "Make ten new recovery codes; the older ones end.")
                                .story(RECENT)
                                .examples("mad user totp recovery-codes"),
                        TotpCommands::recoveryCodes));
    }

    private static void enrol(Task task) {
        TotpEnrolmentView made = task.admin().ownFactors().enrolTotp();
        if (task.output().isJson()) {
            task.output().show(made);
            return;
        }
        task.terminal().print(QrPicture.of(made.otpauthUri()));
        var members = new LinkedHashMap<String, Object>();
        members.put("secret", made.secret());
        members.put("otpauth_uri", made.otpauthUri());
        task.output().show(members);
        task.note(
                "Scan it, or type the secret into the app, and confirm it with mad user totp confirm.");
    }

    private static void confirm(Task task) {
        var code =
                task.line()
                        .value(CODE)
                        .or(() -> task.terminal().ask("Code: "))
                        .map(String::strip)
                        .filter(text -> !text.isEmpty())
                        .orElseThrow(TotpCommands::noCode);
        show(task, task.admin().ownFactors().confirmTotp(code));
        task.note("A code is asked for from now on. Your other sessions have ended.");
    }

    private static CommandFailure noCode() {
        return new CommandFailure(
                ExitCode.USAGE,
                "a code was not given",
                "Type it, give it on standard input, or by " + CODE.name() + ".");
    }

    private static void remove(Task task) {
        var other = task.line().value(OTHER);
        if (other.isPresent()) {
            var admin = task.admin();
            var id = task.names(admin).userId(other.get());
            task.confirm("Take the authenticator app of " + task.shown(OTHER) + " away?");
            admin.users().removeTotp(id);
            task.note("The user " + task.shown(OTHER) + " has no authenticator app any more.");
            return;
        }
        task.confirm("Remove your authenticator app?");
        task.admin().ownFactors().removeTotp();
        task.note("You have no authenticator app any more.");
    }

    private static void recoveryCodes(Task task) {
        task.confirm("End the recovery codes that you have?");
        show(task, task.admin().ownFactors().newRecoveryCodes());
    }

    private static void show(Task task, RecoveryCodesView codes) {
        if (task.output().isJson()) {
            task.output().show(codes);
            return;
        }
        codes.recoveryCodes().forEach(code -> task.terminal().print(Printable.of(code) + "\n"));
        if (!codes.recoveryCodes().isEmpty()) {
            task.note(
                    "Keep these recovery codes where you find them without your app: each signs you in once.");
        }
    }
}
