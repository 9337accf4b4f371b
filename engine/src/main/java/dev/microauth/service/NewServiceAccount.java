package dev.microauth.service;

import dev.microauth.actor.Actor;
import dev.microauth.problem.AuthException.Invalid;
import dev.microauth.subject.ClientId;
import java.util.Optional;

/// What a new service account is to be; nothing is stored before [#save()].
public final class NewServiceAccount {
    private final ServiceAccounts accounts;
    private final Actor actor;
    private Optional<ClientId> name = Optional.empty();
    private Optional<String> description = Optional.empty();

    NewServiceAccount(ServiceAccounts accounts, Actor actor) {
        this.accounts = accounts;
        this.actor = actor;
    }

    /// The name by which it authenticates, one of those that clients may have too.
    public NewServiceAccount name(String typed) {
        Optional<ClientId> possible = ClientId.find(typed);
        Invalid.unless(
                possible.isPresent(),
                "name",
                "must have 1 to 100 lower-case letters, digits and characters of . _ - : and not the form of a UUID");
        // `/service-accounts/self/credential` is the way to one's own.
        Invalid.unless(
                !possible.orElseThrow().value().equals(AccountReference.SELF),
                "name",
                "is reserved: self is how an account speaks of its own");
        name = possible;
        return this;
    }

    public NewServiceAccount description(String text) {
        description = Optional.of(ServiceAccounts.requireDescription(text));
        return this;
    }

    /// Throws [Invalid] when the name is missing and [dev.microauth.problem.AuthException.AlreadyExists] when
    /// it is taken, by a client, a service account or a role.
    public ServiceAccount save() {
        return accounts.insert(
                actor, name.orElseThrow(() -> new Invalid("name", "is missing")), description);
    }
}
