package dev.microauth.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.microauth.server.http.RawClient.Answer;
import dev.microauth.testkit.OwnPorts;
import dev.microauth.web.http.ProxyTrust;
import dev.microauth.web.http.Router;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HttpServerTest {
    @Test
    void aPortInUseIsToldInOneLineAndNoOtherPortStaysOpen() throws IOException {
        int free = OwnPorts.next();
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            List<Listener> listeners =
                    List.of(
                            listener("auth", "127.0.0.1", free),
                            listener("admin", "127.0.0.1", taken.getLocalPort()));
            assertThatThrownBy(() -> HttpServer.start(listeners))
                    .isInstanceOfSatisfying(
                            PortInUse.class,
                            e -> assertThat(e.port()).isEqualTo(taken.getLocalPort()))
                    .hasMessageContaining("Port " + taken.getLocalPort() + " (admin) is in use")
                    .hasMessageContaining("--admin-port");
            new ServerSocket(free, 1, InetAddress.getLoopbackAddress()).close();
        }
    }

    @Test
    void anAddressThatIsNotOursIsToldInOneLine() {
        assertThatThrownBy(() -> HttpServer.start(List.of(listener("auth", "192.0.2.1", 0))))
                .isInstanceOf(CannotListen.class)
                .hasMessageContaining("192.0.2.1")
                .hasMessageNotContaining("\n");
    }

    @Test
    void aRunningRequestIsFinishedWhenTheServerCloses() throws Exception {
        TestServer server = new TestServer(TestServer.limits());
        try (RawClient client = server.client();
                RawClient idle = server.client()) {
            int port = server.port();
            idle.send("GET /ping HTTP/1.1\r\nHost: a\r\n\r\n").read();
            client.send("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n");
            server.entered.await();
            Thread closing = Thread.ofVirtual().start(server::shutDown);
            assertThat(idle.ended()).isTrue();
            server.release.countDown();
            Answer answer = client.read();
            assertThat(answer.body()).isEqualTo("done");
            assertThat(answer.header("connection")).hasValue("close");
            closing.join();
            new ServerSocket(port, 1, InetAddress.getLoopbackAddress()).close();
        }
    }

    @Test
    void closingTwiceIsFine() {
        TestServer server = new TestServer(TestServer.limits());
        server.close();
        server.close();
        assertThat(server.release.getCount()).isZero();
    }

    private static Listener listener(String name, String host, int port) {
        return new Listener(
                name,
                new InetSocketAddress(host, port),
                new Router(List.of()),
                Limits.admin(),
                Optional.empty(),
                ProxyTrust.nobody());
    }
}
