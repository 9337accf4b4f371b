package dev.microauth.cli.remote;

import dev.microauth.api.ClientView;
import dev.microauth.api.PermissionView;
import dev.microauth.api.RoleView;
import dev.microauth.api.ScopeView;
import dev.microauth.api.ServiceAccountView;
import dev.microauth.api.UserView;
import dev.microauth.api.client.AdminClient;
import dev.microauth.api.client.Nouns;
import dev.microauth.api.client.Refused;
import dev.microauth.cli.terminal.CommandFailure;
import dev.microauth.cli.terminal.ExitCode;
import dev.microauth.text.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/// Turns what a user typed into an id. No name has the form of an id.
public final class Names {
    private static final Pattern ID =
            Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private final AdminClient admin;

    public Names(AdminClient admin) {
        this.admin = admin;
    }

    public UserView user(String typed) {
        return one("user", admin.users(), typed);
    }

    public ServiceAccountView serviceAccount(String typed) {
        return one("service account", admin.serviceAccounts(), typed);
    }

    public ClientView client(String typed) {
        return one("client", admin.clients(), typed);
    }

    /// The one of that id or name.
    ///
    /// @param noun what it is called, for the message
    public <V extends Record> V one(String noun, Nouns<V, ?, ?> nouns, String typed) {
        if (typed.isBlank()) {
            throw new CommandFailure(ExitCode.USAGE, "a name is empty", "Give a name or an id.");
        }
        try {
            var id = id(typed);
            return id.isPresent() ? nouns.get(id.get()) : nouns.named(typed);
        } catch (Refused refused) {
            if (refused.problem().status() == 404) {
                throw new CommandFailure(
                        ExitCode.NOT_FOUND,
                        "there is no " + noun + " " + Printable.of(typed),
                        "See mad " + group(noun) + " list.");
            }
            throw refused;
        }
    }

    private static String group(String noun) {
        return noun.equals("service account") ? "service" : noun;
    }

    /// The id of that one; an id is taken as it is.
    public <V extends Record> UUID id(
            String noun, Nouns<V, ?, ?> nouns, Function<V, UUID> id, String typed) {
        return id(typed).orElseGet(() -> id.apply(one(noun, nouns, typed)));
    }

    public UUID userId(String typed) {
        return id("user", admin.users(), UserView::id, typed);
    }

    public UUID serviceAccountId(String typed) {
        return id("service account", admin.serviceAccounts(), ServiceAccountView::id, typed);
    }

    public UUID roleId(String typed) {
        return id("role", admin.roles(), RoleView::id, typed);
    }

    public UUID permissionId(String typed) {
        return id("permission", admin.permissions(), PermissionView::id, typed);
    }

    public UUID scopeId(String typed) {
        return id("scope", admin.scopes(), ScopeView::id, typed);
    }

    public UUID clientId(String typed) {
        return id("client", admin.clients(), ClientView::id, typed);
    }

    /// A user, or else a service account.
    ///
    /// @throws CommandFailure when both have the name: a right must not go to the wrong one
    public Subject subject(String typed) {
        var hidden = new ArrayList<Refused>();
        var user = found(() -> user(typed).id(), hidden);
        if (user.isPresent() && id(typed).isPresent()) {
            return new Subject.Person(user.get());
        }
        var account = found(() -> serviceAccount(typed).id(), hidden);
        if (user.isPresent() && account.isPresent()) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "a user and a service account are both named " + Printable.of(typed),
                    "Give the id of the one you mean.");
        }
        return user.<Subject>map(Subject.Person::new)
                .or(() -> account.map(Subject.Account::new))
                .orElseThrow(() -> nobody(typed, hidden));
    }

    /// The id of the user or service account of that name; what is neither stays as it was typed, since clients act by
    /// their client_id.
    public String actor(String typed) {
        if (id(typed).isPresent()) {
            return typed;
        }
        try {
            return subject(typed).id().toString();
        } catch (CommandFailure failure) {
            if (failure.code() == ExitCode.NOT_FOUND) {
                return typed;
            }
            throw failure;
        }
    }

    private static RuntimeException nobody(String typed, List<Refused> hidden) {
        return hidden.stream()
                .findFirst()
                .<RuntimeException>map(refused -> refused)
                .orElseGet(() ->
                        new CommandFailure(
                                ExitCode.NOT_FOUND,
                                "there is neither a user nor a service account "
                                        + Printable.of(typed),
                                "See mad user list and mad service list."));
    }

    /// An id, where nothing but an id is taken.
    public static UUID id(String typed, String option) {
        return id(typed)
                .orElseThrow(() ->
                        new CommandFailure(
                                ExitCode.USAGE,
                                option + " " + Printable.of(typed) + " is no id",
                                "It looks like 3855db1d-465e-412b-b1f4-b5cd78b4ae9f."));
    }

    private static Optional<UUID> id(String typed) {
        return Optional.of(typed).filter(text -> ID.matcher(text).matches()).map(UUID::fromString);
    }

    /// Who may see the one kind and not the other can still name those they see.
    private static Optional<UUID> found(Supplier<UUID> lookup, List<Refused> hidden) {
        try {
            return Optional.of(lookup.get());
        } catch (CommandFailure failure) {
            if (failure.code() == ExitCode.NOT_FOUND) {
                return Optional.empty();
            }
            throw failure;
        } catch (Refused refused) {
            if (refused.problem().status() == 403) {
                hidden.add(refused);
                return Optional.empty();
            }
            throw refused;
        }
    }
}
