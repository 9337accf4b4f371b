package dev.microauth.service;

import dev.microauth.actor.Actor;
import dev.microauth.actor.Actor.Kind;
import dev.microauth.db.Tx;
import dev.microauth.subject.ClientId;
import dev.microauth.subject.ServiceAccountId;
import java.util.Optional;

/// How somebody speaks of a service account that they want something of.
public sealed interface AccountReference {
    /// The name under which an account finds itself.
    String SELF = "self";

    record ById(ServiceAccountId id) implements AccountReference {
        @Override
        public String toString() {
            return id.toString();
        }
    }

    /// As it was typed, whether or not it can be a name.
    record ByName(String typed) implements AccountReference {
        @Override
        public String toString() {
            return typed;
        }
    }

    /// The account that asks.
    record Self() implements AccountReference {
        @Override
        public String toString() {
            return SELF;
        }
    }

    static AccountReference of(ServiceAccountId id) {
        return new ById(id);
    }

    /// A name, or `self`.
    static AccountReference named(String typed) {
        return typed.equals(SELF) ? new Self() : new ByName(typed);
    }

    default Optional<ServiceAccount> find(Tx tx, Actor actor) {
        return switch (this) {
            case ById by -> ServiceAccountStore.find(tx, by.id());
            case ByName by ->
                    ClientId.find(by.typed()).flatMap(name -> ServiceAccountStore.find(tx, name));
            case Self _ ->
                    actor.kind() == Kind.SERVICE_ACCOUNT
                            ? actor.id()
                                    .flatMap(ServiceAccountId::parse)
                                    .flatMap(id -> ServiceAccountStore.find(tx, id))
                            : Optional.empty();
        };
    }
}
