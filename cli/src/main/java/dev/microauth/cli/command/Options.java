package dev.microauth.cli.command;

import dev.microauth.cli.line.Option;

/// Options that several commands take, under microauthd's names.
final class Options {
    static final Option ID = Option.value("--id", "ID", "Its id.").must();
    static final Option USER_ID =
            Option.value("--user-id", "USER", "The user, by name or id.").must();
    static final Option SUBJECT = USER_ID.saying("The user or service account, by name or id.");
    static final Option ROLE_ID =
            Option.repeated("--role-id", "ROLE", "The role, by name or id.").must();
    static final Option PERMISSION_ID =
            Option.repeated("--permission-id", "PERMISSION", "The permission, by name or id.")
                    .must();
    static final Option SCOPE_ID =
            Option.repeated("--scope-id", "SCOPE", "The scope, by name or id.").must();
    static final Option CLIENT_ID =
            Option.value("--client-id", "CLIENT", "The client, by its client_id or id.").must();
    static final Option NAME = Option.value("--name", "NAME", "Its name.").must();
    static final Option DESCRIPTION =
            Option.value("--description", "TEXT", "What it is for. Empty takes it away.");

    private Options() {}

    /// `--id`, where a name is taken too.
    static Option named(String noun) {
        return Option.value("--id", noun, "Its name or id.").must();
    }
}
