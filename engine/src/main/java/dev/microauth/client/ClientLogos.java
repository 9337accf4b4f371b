package dev.microauth.client;

import dev.microauth.actor.Actor;
import dev.microauth.audit.Action;
import dev.microauth.db.Database;
import dev.microauth.db.Tx;
import dev.microauth.problem.AuthException.NotFound;
import dev.microauth.subject.ClientId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;

/// The pictures of clients, which are kept and served here and loaded from nowhere.
public final class ClientLogos {
    private final Database database;
    private final InstantSource clock;

    ClientLogos(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    public Optional<Logo> find(ClientId clientId) {
        return database.read(
                tx -> ClientStore.find(tx, clientId).flatMap(client -> find(tx, client.id())));
    }

    /// Puts a picture in the place of the former one.
    public void set(Actor actor, ClientId clientId, Logo logo) {
        Instant now = clock.instant();
        database.write(tx -> {
            Client client = Clients.changeable(tx, actor, clientId);
            if (find(tx, client.id())
                    .filter(each -> Arrays.equals(each.image(), logo.image()))
                    .isEmpty()) {
                tx.update(
                        """
                        insert into client_logos (client, media_type, image) values (?, ?, ?)
                        on conflict (client) do update set media_type = excluded.media_type, image = excluded.image
                        """,
                        client.id(),
                        logo.mediaType(),
                        logo.image());
                tx.record(
                        Clients.event(now, actor, Action.CLIENT_LOGO_SET, clientId)
                                .saying(logo.mediaType() + ", " + logo.image().length + " bytes"));
            }
            return true;
        });
    }

    /// Throws [NotFound] when there is none.
    public void remove(Actor actor, ClientId clientId) {
        Instant now = clock.instant();
        database.write(tx -> {
            Client client = Clients.changeable(tx, actor, clientId);
            if (tx.update("delete from client_logos where client = ?", client.id()) != 1) {
                throw new NotFound("logo of the client", clientId.value());
            }
            tx.record(Clients.event(now, actor, Action.CLIENT_LOGO_REMOVE, clientId));
            return true;
        });
    }

    private static Optional<Logo> find(Tx tx, UUID client) {
        return tx.find(
                "select media_type, image from client_logos where client = ?",
                row -> new Logo(row.text("media_type"), row.bytes("image")),
                client);
    }
}
