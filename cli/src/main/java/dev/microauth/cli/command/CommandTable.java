package dev.microauth.cli.command;

import dev.microauth.cli.line.CommandSet;
import dev.microauth.cli.line.Group;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Every command of mad, in the order of the overview.
public final class CommandTable {
    private static final String PEOPLE = "People and programs";
    private static final String RIGHTS = "Rights";
    private static final String TOKENS = "Sessions and tokens";
    private static final String CARE = "Look after";
    private static final String OTHER = "Other";

    private static final List<Group> GROUPS =
            List.of(
                    new Group("session", "Sign in", "Sign in, sign out, see who you are"),
                    new Group("user", PEOPLE, "People: names, state, passwords, lock-outs"),
                    new Group("service", PEOPLE, "Service accounts, their credentials, pgcreds"),
                    new Group("client", PEOPLE, "Applications, their secrets and redirect URIs"),
                    new Group("role", RIGHTS, "Roles, and who has them"),
                    new Group("permission", RIGHTS, "Permissions, their roles, who may do what"),
                    new Group("scope", RIGHTS, "Scopes of users and clients"),
                    new Group("token", TOKENS, "Issue, inspect, introspect, revoke a token"),
                    new Group("sessions", TOKENS, "Sign-ins of everybody"),
                    new Group("refresh-tokens", TOKENS, "Families of refresh tokens"),
                    new Group("audit", CARE, "Who did what; export, verify"),
                    new Group("keys", CARE, "Signing keys: rotate, retire"),
                    new Group("server", CARE, "Settings and figures of the server"),
                    new Group("completion", OTHER, "Completion for bash, zsh and fish"),
                    new Group("version", OTHER, "Print the version"));

    private final Map<String, Entry.Action> actions = new HashMap<>();
    private final CommandSet commands;

    public CommandTable(String version) {
        var entries = new ArrayList<Entry>();
        entries.addAll(SessionCommands.entries());
        entries.addAll(UserCommands.entries());
        entries.addAll(PasskeyCommands.entries());
        entries.addAll(TotpCommands.entries());
        entries.addAll(ServiceCommands.entries());
        entries.addAll(ClientCommands.entries());
        entries.addAll(RoleCommands.entries());
        entries.addAll(PermissionCommands.entries());
        entries.addAll(ScopeCommands.entries());
        entries.addAll(TokenCommands.entries());
        entries.addAll(HeldCommands.sessions());
        entries.addAll(HeldCommands.refreshTokens());
        entries.addAll(AuditCommands.entries());
        entries.addAll(KeyCommands.entries());
        entries.addAll(ServerCommands.entries());
        entries.addAll(OwnCommands.entries(version, this::commands));
        entries.forEach(entry -> actions.put(entry.command().path(), entry.action()));
        commands = new CommandSet(GROUPS, entries.stream().map(Entry::command).toList());
    }

    public CommandSet commands() {
        return commands;
    }

    /// What a command does.
    public Entry.Action action(String path) {
        return Optional.ofNullable(actions.get(path)).orElseThrow();
    }
}
