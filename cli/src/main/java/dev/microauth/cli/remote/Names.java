package dev.microauth.cli.remote;

import dev.microauth.api.client.AdminClient;
import dev.microauth.api.client.Nouns;
import dev.microauth.api.client.Refused;
import dev.microauth.cli.terminal.CommandFailure;
import dev.microauth.cli.terminal.ExitCode;
import dev.microauth.cli.terminal.Printable;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/// Turns what a user typed into an id. No name has the form of an id.
public final class Names {
    private static final Pattern ID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private final AdminClient admin;

    public Names(AdminClient admin) {
        this.admin = admin;
    }

    public UUID user(String typed) {
        return in(admin.users(), typed, user -> user.id());
    }

    public UUID serviceAccount(String typed) {
        return in(admin.serviceAccounts(), typed, account -> account.id());
    }

    public UUID role(String typed) {
        return in(admin.roles(), typed, role -> role.id());
    }

    public UUID permission(String typed) {
        return in(admin.permissions(), typed, permission -> permission.id());
    }

    public UUID scope(String typed) {
        return in(admin.scopes(), typed, scope -> scope.id());
    }

    public UUID client(String typed) {
        return in(admin.clients(), typed, client -> client.id());
    }

    /// A user, or else a service account.
    ///
    /// @throws CommandFailure when both have the name: a right must not go to the wrong one
    public Subject subject(String typed) {
        var id = id(typed);
        Optional<UUID> user =
                id.isPresent()
                        ? found(() -> admin.users().get(id.get()).id())
                        : found(() -> user(typed));
        if (user.isPresent() && id.isPresent()) {
            return new Subject.Person(user.get());
        }
        Optional<UUID> account =
                id.isPresent()
                        ? found(() -> admin.serviceAccounts().get(id.get()).id())
                        : found(() -> serviceAccount(typed));
        if (user.isPresent() && account.isPresent()) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "a user and a service account are both named " + Printable.line(typed),
                    "Give the id of the one you mean.");
        }
        return user.<Subject>map(Subject.Person::new)
                .or(() -> account.map(Subject.Account::new))
                .orElseThrow(() ->
                        new CommandFailure(
                                ExitCode.NOT_FOUND,
                                "there is neither a user nor a service account "
                                        + Printable.line(typed),
                                "See mad user list and mad service list."));
    }

    /// An id, where nothing but an id is taken.
    public static UUID id(String typed, String option) {
        return id(typed)
                .orElseThrow(() ->
                        new CommandFailure(
                                ExitCode.USAGE,
                                option + " " + Printable.line(typed) + " is no id",
                                "It looks like 3855db1d-465e-412b-b1f4-b5cd78b4ae9f."));
    }

    private static <V extends Record> UUID in(
            Nouns<V, ?, ?> nouns, String typed, Function<V, UUID> id) {
        if (typed.isBlank()) {
            throw new CommandFailure(ExitCode.USAGE, "a name is empty", "Give a name or an id.");
        }
        return id(typed).orElseGet(() -> id.apply(nouns.named(typed)));
    }

    private static Optional<UUID> id(String typed) {
        return Optional.of(typed).filter(text -> ID.matcher(text).matches()).map(UUID::fromString);
    }

    /// What is not there, or not for these eyes, is not found.
    private static Optional<UUID> found(Supplier<UUID> lookup) {
        try {
            return Optional.of(lookup.get());
        } catch (Refused refused) {
            int status = refused.problem().status();
            if (status == 404 || status == 403) {
                return Optional.empty();
            }
            throw refused;
        }
    }
}
