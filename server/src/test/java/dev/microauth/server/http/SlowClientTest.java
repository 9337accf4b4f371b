package dev.microauth.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.microauth.server.http.RawClient.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Security: H5
class SlowClientTest {
    private static final Duration SHORT = Duration.ofMillis(400);
    private static final Duration LONG = Duration.ofSeconds(30);

    @Test
    void aHeaderThatDripsIsCutByOneDeadline() throws IOException {
        try (TestServer server = new TestServer(limits(SHORT, LONG, 10));
                RawClient client = server.client()) {
            client.send("GET /ping HTTP/1.1\r\nHost: a\r\nX: ");
            assertThat(drips(client)).isLessThan(100);
        }
    }

    @Test
    void aBodyThatDripsIsCutByOneDeadline() throws IOException {
        try (TestServer server = new TestServer(limits(SHORT, LONG, 10));
                RawClient client = server.client()) {
            client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 60000\r\n\r\n");
            assertThat(drips(client)).isLessThan(100);
        }
    }

    @Test
    void aBodyThatStopsIsCut() throws IOException {
        try (TestServer server = new TestServer(limits(SHORT, LONG, 10));
                RawClient client = server.client()) {
            client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 60000\r\n\r\nabc");
            assertThat(client.ended()).isTrue();
        }
    }

    @Test
    void aConnectionThatSaysNothingIsCut() throws IOException {
        try (TestServer server = new TestServer(limits(SHORT, LONG, 10));
                RawClient client = server.client()) {
            assertThat(client.ended()).isTrue();
        }
    }

    @Test
    void aConnectionWithoutANextRequestIsCut() throws IOException {
        try (TestServer server = new TestServer(limits(LONG, SHORT, 10));
                RawClient client = server.client()) {
            client.send("GET /ping HTTP/1.1\r\nHost: a\r\n\r\n").read();
            assertThat(client.ended()).isTrue();
        }
    }

    @Test
    void aClientThatTakesNoAnswersIsCut() throws IOException {
        byte[] body = new byte[60_000];
        try (TestServer server = new TestServer(limits(SHORT, LONG, 10));
                RawClient client = server.client()) {
            assertThatThrownBy(
                            () -> {
                                for (int i = 0; i < 2_000; i++) {
                                    client.send(
                                            "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 60000\r\n\r\n");
                                    client.send(body);
                                }
                            })
                    .isInstanceOf(java.net.SocketException.class);
        }
    }

    @Test
    void aHandlerMayTakeLongerThanTheClient() throws Exception {
        try (TestServer server = new TestServer(limits(SHORT, LONG, 10));
                RawClient client = server.client();
                RawClient other = server.client()) {
            client.send("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n");
            server.entered.await();
            // The other connection falls to the deadline that this one must not have.
            assertThat(other.ended()).isTrue();
            server.release.countDown();
            assertThat(client.read().body()).isEqualTo("done");
        }
    }

    @Test
    void aboveTheCapAConnectionIsRefusedCheaplyAndTheOthersLive() throws IOException {
        List<RawClient> holding = new ArrayList<>();
        try (TestServer server = new TestServer(limits(LONG, LONG, 3))) {
            for (int i = 0; i < 3; i++) {
                holding.add(server.client().send("GET /ping HTTP/1.1\r\n"));
            }
            try (RawClient late = server.client()) {
                Answer answer = late.read();
                assertThat(answer.status()).isEqualTo(503);
                assertThat(answer.header("retry-after")).hasValue("1");
                assertThat(answer.header("x-request-id")).isPresent();
                assertThat(late.ended()).isTrue();
            }
            for (RawClient client : holding) {
                assertThat(client.send("Host: a\r\n\r\n").read().status()).isEqualTo(200);
                client.close();
            }
        }
    }

    @Test
    void anIdleConnectionMakesRoomForANewOne() throws IOException {
        try (TestServer server = new TestServer(limits(LONG, LONG, 1));
                RawClient idle = server.client()) {
            idle.send("GET /ping HTTP/1.1\r\nHost: a\r\n\r\n").read();
            try (RawClient late = server.client()) {
                assertThat(late.send("GET /ping HTTP/1.1\r\nHost: a\r\n\r\n").read().status())
                        .isEqualTo(200);
            }
            assertThat(idle.ended()).isTrue();
        }
    }

    @Test
    void aConnectionEndsAfterItsLastRequest() throws IOException {
        Limits two = new Limits(16 * 1024, 1024, LONG, LONG, 5, 2);
        try (TestServer server = new TestServer(two);
                RawClient client = server.client()) {
            String request = "GET /ping HTTP/1.1\r\nHost: a\r\n\r\n";
            assertThat(client.send(request).read().header("connection")).isEmpty();
            assertThat(client.send(request).read().header("connection")).hasValue("close");
            assertThat(client.ended()).isTrue();
        }
    }

    /// How many bytes went out, ten a second at most, before the server had enough.
    private static int drips(RawClient client) throws IOException {
        client.socket().setSoTimeout(100);
        for (int i = 0; i < 100; i++) {
            try {
                if (client.socket().getInputStream().read() < 0) {
                    return i;
                }
            } catch (java.net.SocketTimeoutException e) {
                try {
                    client.send("a");
                } catch (java.net.SocketException gone) {
                    return i;
                }
            } catch (java.net.SocketException e) {
                return i;
            }
        }
        return 100;
    }

    private static Limits limits(Duration read, Duration idle, int connections) {
        return new Limits(16 * 1024, 64 * 1024, read, idle, connections, 1000);
    }
}
