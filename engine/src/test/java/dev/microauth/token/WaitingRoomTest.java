package dev.microauth.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.microauth.subject.ClientId;
import org.junit.jupiter.api.Test;

/// Security: H5
class WaitingRoomTest {
    private final WaitingRoom room = new WaitingRoom(3, 2);

    @Test
    void one_client_does_not_take_all_the_seats() {
        var one = ClientId.of("one");
        assertThat(room.enter(one)).isTrue();
        assertThat(room.enter(one)).isTrue();
        assertThat(room.enter(one)).isFalse();
        assertThat(room.enter(ClientId.of("another"))).isTrue();
        room.leave(one);
        assertThat(room.enter(one)).isTrue();
    }

    @Test
    void all_clients_together_do_not_take_all_connections() {
        for (int i = 0; i < 3; i++) {
            assertThat(room.enter(ClientId.of("client-" + i))).isTrue();
        }
        assertThat(room.enter(ClientId.of("one-more"))).isFalse();
        room.leave(ClientId.of("client-0"));
        assertThat(room.enter(ClientId.of("one-more"))).isTrue();
    }

    @Test
    void nobody_waits_in_a_closed_room_until_it_is_open_again() {
        var one = ClientId.of("one");
        assertThat(room.enter(one)).isTrue();
        assertThat(room.stay(1)).isTrue();
        room.close();
        assertThat(room.stay(30_000_000_000L)).isFalse();
        room.leave(one);
        assertThat(room.enter(one)).isFalse();
        room.open();
        assertThat(room.enter(one)).isTrue();
        assertThat(room.stay(1)).isTrue();
    }

    @Test
    void a_room_may_have_no_seats_but_not_fewer() {
        assertThat(new WaitingRoom(0, 1).enter(ClientId.of("one"))).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> new WaitingRoom(-1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new WaitingRoom(1, -1));
    }
}
