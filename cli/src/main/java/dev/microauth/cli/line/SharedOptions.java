package dev.microauth.cli.line;

import java.util.List;

/// The options that every command takes.
public final class SharedOptions {
    public static final Option ADMIN_URL =
            Option.value(
                    "--admin-url",
                    "URL",
                    "The admin port. (default MADCTL_URL, else the one of the last sign-in, else"
                            + " http://localhost:9041)");

    public static final Option ADMIN_TOKEN_FILE =
            Option.value(
                    "--admin-token-file",
                    "FILE",
                    "Send the token in this file. (default MADCTL_TOKEN, else the sign-in)");

    public static final Option OUTPUT =
            Option.choice(
                    "--output",
                    "A table to read, or the API's JSON. (default table)",
                    List.of("table", "json"));

    public static final Option YES = Option.flag("--yes", "Do not ask before something is lost.");

    public static final Option QUIET =
            Option.flag("--quiet", "Print results, warnings and errors only.");

    public static final Option CA_FILE =
            Option.value(
                    "--ca-file",
                    "FILE",
                    "Trust the certificates in this file (PEM) and no others.");

    public static final Option PLAIN_HTTP =
            Option.flag(
                    "--danger-plain-http",
                    "Let passwords and tokens go over a network unencrypted.");

    public static final Option HELP = Option.flag("--help", "Show the help of a command.");

    /// All of them, in the order of the help.
    public static final List<Option> ALL =
            List.of(ADMIN_URL, ADMIN_TOKEN_FILE, OUTPUT, YES, QUIET, CA_FILE, PLAIN_HTTP, HELP);

    private SharedOptions() {}
}
