package dev.microauth.token;

import static dev.microauth.grant.Refusals.assertRefused;

import dev.microauth.oauth.OAuthError;
import dev.microauth.subject.ClientId;
import org.junit.jupiter.api.Test;

/// Security: H5
class WaitingRoomTest {
    private final WaitingRoom room = new WaitingRoom();

    @Test
    void one_client_does_not_take_all_the_seats() {
        var one = ClientId.of("one");
        for (int i = 0; i < WaitingRoom.SEATS_EACH; i++) {
            room.enter(one);
        }
        assertRefused(OAuthError.TEMPORARILY_UNAVAILABLE, () -> room.enter(one));
        room.enter(ClientId.of("another"));
        room.leave(one);
        room.enter(one);
    }

    @Test
    void all_clients_together_do_not_take_all_connections() {
        for (int i = 0; i < WaitingRoom.SEATS; i++) {
            room.enter(ClientId.of("client-" + i));
        }
        assertRefused(
                OAuthError.TEMPORARILY_UNAVAILABLE, () -> room.enter(ClientId.of("one-more")));
        room.leave(ClientId.of("client-0"));
        room.enter(ClientId.of("one-more"));
    }
}
