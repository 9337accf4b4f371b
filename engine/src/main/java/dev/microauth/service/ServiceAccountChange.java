package dev.microauth.service;

import dev.microauth.actor.Actor;
import dev.microauth.subject.ServiceAccountId;
import java.util.Optional;

/// What is to become different of a service account; nothing is stored before [#save()].
public final class ServiceAccountChange {
    private final ServiceAccounts accounts;
    private final Actor actor;
    private final ServiceAccountId id;
    private Optional<Long> expected = Optional.empty();
    private Optional<Optional<String>> description = Optional.empty();
    private Optional<Boolean> active = Optional.empty();

    ServiceAccountChange(ServiceAccounts accounts, Actor actor, ServiceAccountId id) {
        this.accounts = accounts;
        this.actor = actor;
        this.id = id;
    }

    /// Lets the change fail when the account has another version by now.
    public ServiceAccountChange expecting(long version) {
        return expecting(Optional.of(version));
    }

    public ServiceAccountChange expecting(Optional<Long> version) {
        expected = version;
        return this;
    }

    /// Empty takes the description away.
    public ServiceAccountChange description(Optional<String> text) {
        description = Optional.of(text.map(ServiceAccounts::requireDescription));
        return this;
    }

    /// An account that is not active gets nothing for its credential, and its tokens are dead for good.
    public ServiceAccountChange active(boolean value) {
        active = Optional.of(value);
        return this;
    }

    /// Throws [dev.microauth.problem.AuthException.NotFound], [dev.microauth.problem.AuthException.Stale] or
    /// [dev.microauth.problem.AuthException.NotAllowed]. What is as it was stays untouched.
    public ServiceAccount save() {
        return accounts.apply(actor, id, this);
    }

    Optional<Long> expected() {
        return expected;
    }

    Optional<String> description(ServiceAccount of) {
        return description.orElse(of.description());
    }

    boolean active(ServiceAccount of) {
        return active.orElse(of.isActive());
    }
}
