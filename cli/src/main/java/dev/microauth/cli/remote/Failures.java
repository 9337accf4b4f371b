package dev.microauth.cli.remote;

import dev.microauth.api.client.ApiFailure;
import dev.microauth.api.client.NoAnswer;
import dev.microauth.api.client.Refused;
import dev.microauth.api.client.SignInRefused;
import dev.microauth.cli.terminal.CommandFailure;
import dev.microauth.cli.terminal.ExitCode;
import dev.microauth.text.Printable;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// Says to a person what a server refused, and gives it its exit code.
public final class Failures {
    private static final String NO_FACTOR = "mfa_required";
    private static final String OLD_SIGN_IN = ":insufficient-user-authentication";
    private static final String CODE =
            "A code is typed, or stands in the third line of standard input.";

    private Failures() {}

    public static CommandFailure told(ApiFailure failure) {
        return switch (failure) {
            case Refused refused -> told(refused);
            case SignInRefused refused -> told(refused);
            case NoAnswer none ->
                    new CommandFailure(
                            ExitCode.UNAVAILABLE,
                            Printable.of(String.valueOf(none.getMessage())),
                            "See whether microauthd runs there and --admin-url is right.");
        };
    }

    /// The exit code that a status of HTTP stands for.
    static ExitCode code(int status) {
        return switch (status) {
            case 400, 413, 415, 422 -> ExitCode.INVALID;
            case 401 -> ExitCode.NOT_SIGNED_IN;
            case 403 -> ExitCode.NOT_ALLOWED;
            case 404 -> ExitCode.NOT_FOUND;
            case 409, 412 -> ExitCode.CONFLICT;
            case 429 -> ExitCode.UNAVAILABLE;
            default -> status >= 500 ? ExitCode.UNAVAILABLE : ExitCode.FAILED;
        };
    }

    private static CommandFailure told(Refused refused) {
        var problem = refused.problem();
        var code = code(problem.status());
        if (code == ExitCode.NOT_SIGNED_IN) {
            if (problem.type().endsWith(OLD_SIGN_IN)) {
                return new CommandFailure(
                        code,
                        "this takes a sign-in of the last five minutes",
                        "Sign in again with mad session login.");
            }
            return new CommandFailure(
                    code,
                    "the server does not take the token: it is over, was ended, or is another server's",
                    "Sign in with mad session login.");
        }
        var text = new StringBuilder(sentence(problem.detail(), problem.title()));
        var fields = problem.fields().orElse(Map.of());
        // What is wrong with the only one is what the sentence says.
        if (fields.size() > 1 || !saysAll(problem.detail(), fields)) {
            fields.forEach((name, what) ->
                    text.append("\n  ")
                            .append(Printable.of(name))
                            .append(": ")
                            .append(Printable.of(what)));
        }
        if (code == ExitCode.UNAVAILABLE) {
            text.append(wait(refused.retryAfter()));
            if (!problem.requestId().isEmpty()) {
                text.append(" (request ").append(Printable.of(problem.requestId())).append(')');
            }
        }
        return new CommandFailure(code, text.toString());
    }

    private static boolean saysAll(String detail, Map<String, String> fields) {
        return fields.entrySet().stream()
                .allMatch(field ->
                        detail.contains(field.getKey()) && detail.contains(field.getValue()));
    }

    private static CommandFailure told(SignInRefused refused) {
        if (refused.status() == 429 || refused.status() >= 500) {
            var what =
                    refused.status() == 429 ? "There were too many attempts." : "The server fails.";
            return new CommandFailure(ExitCode.UNAVAILABLE, what + wait(refused.retryAfter()));
        }
        return switch (refused.error()) {
            case "invalid_grant" ->
                    new CommandFailure(
                            ExitCode.NOT_SIGNED_IN,
                            "the sign-in was refused",
                            "The name or the password is wrong, or nobody may enter by them now.");
            case NO_FACTOR ->
                    new CommandFailure(
                            ExitCode.NOT_SIGNED_IN,
                            "the sign-in needs a second factor",
                            refused.description().isBlank()
                                    ? CODE
                                    : sentence(refused.description(), "") + " " + CODE);
            case "invalid_client" ->
                    new CommandFailure(
                            ExitCode.NOT_SIGNED_IN,
                            "the client was refused",
                            "Its name or its secret is wrong, or it is not active.");
            default ->
                    new CommandFailure(
                            ExitCode.INVALID,
                            sentence(refused.description(), refused.error())
                                    + " ("
                                    + Printable.of(refused.error())
                                    + ")");
        };
    }

    private static String sentence(String text, String otherwise) {
        var line = Printable.of(text.isBlank() ? otherwise : text).strip();
        return line.matches(".*[.!?…]") ? line : line + ".";
    }

    private static String wait(Optional<Duration> retryAfter) {
        return retryAfter
                .map(Duration::toSeconds)
                .map(n -> " Try again in " + n + (n == 1 ? " second." : " seconds."))
                .orElse(" Try again later.");
    }
}
