package dev.microauth.client;

import dev.microauth.actor.Actor;
import dev.microauth.audit.Action;
import dev.microauth.db.Database;
import dev.microauth.page.Page;
import dev.microauth.page.PageRequest;
import dev.microauth.problem.AuthException.AlreadyExists;
import dev.microauth.problem.AuthException.NotFound;
import dev.microauth.problem.AuthException.Protected;
import dev.microauth.secret.Randomness;
import dev.microauth.subject.ClientId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/// The redirect URIs of a client, one by one.
public final class ClientRedirects {
    private final Database database;
    private final Randomness randomness;
    private final InstantSource clock;

    ClientRedirects(Database database, Randomness randomness, InstantSource clock) {
        this.database = database;
        this.randomness = randomness;
        this.clock = clock;
    }

    /// A redirect URI with the id by which it is removed.
    public record Registered(UUID id, RedirectUri uri) {}

    public Page<Registered> list(ClientId clientId, PageRequest request) {
        return database.read(tx ->
                RedirectStore.page(
                        tx, request, Clients.get(tx, clientId).id(), RedirectStore.AFTER_SIGN_IN));
    }

    /// Throws [AlreadyExists] when the client has it, and [dev.microauth.problem.AuthException.Invalid] when it
    /// cannot be one of this client's.
    public Registered add(Actor actor, ClientId clientId, RedirectUri uri) {
        Instant now = clock.instant();
        var registered = new Registered(randomness.id(now), uri);
        return database.write(tx -> {
            Client client = Clients.changeable(tx, actor, clientId);
            List<RedirectUri> before = client.settings().redirectUris();
            if (before.contains(uri)) {
                throw new AlreadyExists("redirect URI", uri.value());
            }
            List<RedirectUri> all = Stream.concat(before.stream(), Stream.of(uri)).toList();
            ClientRules.requireAddresses("redirect_uri", all, client.settings());
            RedirectStore.insert(
                    tx, registered.id(), client.id(), RedirectStore.AFTER_SIGN_IN, uri);
            ClientStore.touch(tx, client.id(), now);
            tx.record(
                    Clients.event(now, actor, Action.CLIENT_REDIRECT_URI_ADD, clientId)
                            .saying(uri.value()));
            return registered;
        });
    }

    /// Throws [NotFound], and [Protected] for the last one of a client that signs people in.
    public void remove(Actor actor, ClientId clientId, UUID id) {
        Instant now = clock.instant();
        database.write(tx -> {
            Client client = Clients.changeable(tx, actor, clientId);
            Registered found =
                    RedirectStore.list(tx, client.id(), RedirectStore.AFTER_SIGN_IN).stream()
                            .filter(each -> each.id().equals(id))
                            .findFirst()
                            .orElseThrow(() -> new NotFound("redirect URI", id.toString()));
            requireAnotherPlace(client, found.uri());
            RedirectStore.delete(tx, client.id(), id);
            ClientStore.touch(tx, client.id(), now);
            tx.record(
                    Clients.event(now, actor, Action.CLIENT_REDIRECT_URI_REMOVE, clientId)
                            .saying(found.uri().value()));
            return true;
        });
    }

    private static void requireAnotherPlace(Client client, RedirectUri uri) {
        List<RedirectUri> rest =
                client.settings().redirectUris().stream()
                        .filter(each -> !each.equals(uri))
                        .toList();
        if (ClientRules.isStranded(client.settings(), rest)) {
            throw new Protected(
                    "this is the last redirect URI of a client with the grant authorization_code:"
                            + " add another first, or take the grant away");
        }
    }
}
