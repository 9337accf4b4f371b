package dev.microauth.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.server.http.RawClient.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Security: H5, H6
class RefusedRequestTest {
    private static TestServer server;

    @BeforeAll
    static void open() {
        server = new TestServer(TestServer.limits());
    }

    @AfterAll
    static void close() {
        server.close();
    }

    /// Spec: RFC 9112 §6.1, RFC 9112 §6.3
    /// Security: H5
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 3\r\nTransfer-Encoding: chunked",
                "Transfer-Encoding: chunked\r\nContent-Length: 3",
                "Content-Length: 3\r\nContent-Length: 4",
                "Content-Length: 3\r\nContent-Length: 3",
                "Content-Length: 3, 3",
                "Content-Length: +3",
                "Content-Length: -3",
                "Content-Length: 0x3",
                "Content-Length: 3 3",
                "Content-Length:",
                "Content-Length: 99999999999999999999",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
                "Transfer-Encoding: chunked, identity",
                "Transfer-Encoding: identity, chunked",
                "Transfer-Encoding: gzip, chunked",
                "Transfer-Encoding: xchunked",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: x",
                "Transfer-Encoding:\u000bchunked",
                "Transfer-Encoding : chunked",
                "Transfer-Encoding\t: chunked",
                " Transfer-Encoding: chunked",
                "X: y\r\n Transfer-Encoding: chunked",
                "X: y\nTransfer-Encoding: chunked",
                "Transfer-Encoding: \"chunked\"",
                "Transfer-Encoding:",
                "Content-Encoding: gzip\r\nContent-Length: 3",
            })
    void ambiguousFramingIsRefusedAndEndsTheConnection(String headers) throws IOException {
        try (RawClient client = server.client()) {
            Answer answer =
                    client.send(
                                    "POST /echo HTTP/1.1\r\nHost: a\r\n"
                                            + headers
                                            + "\r\n\r\n0\r\n\r\n")
                            .read();
            assertThat(answer.status()).isEqualTo(400);
            isOurs(answer);
            assertThat(client.ended()).isTrue();
        }
    }

    /// Spec: RFC 9112 §3.2, RFC 9110 §5.5
    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /ping HTTP/1.1\r\n\r\n",
                "GET /ping HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
                "GET /ping HTTP/1.1\r\nHost: a b\r\n\r\n",
                "GET /ping HTTP/1.1\r\nHost: a\r\nX: a\u0000b\r\n\r\n",
                "GET /ping HTTP/1.1\r\nHost: a\r\nX: a\u0001b\r\n\r\n",
                "GET /ping HTTP/1.1\r\nHost: a\r\nX y: z\r\n\r\n",
                "GET /ping HTTP/1.1\r\nHost: a\r\nno colon\r\n\r\n",
                "GET /ping HTTP/1.1\r\nHost: a\r\nConnection: close\r\n: empty\r\n\r\n",
                "GET  /ping HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /ping HTTP/2.0\r\nHost: a\r\n\r\n",
                "GET /ping\r\nHost: a\r\n\r\n",
                "GET /ping?a=<b> HTTP/1.1\r\nHost: a\r\n\r\n",
                "nonsense\r\n\r\n",
            })
    void aMalformedHeadIsRefused(String request) throws IOException {
        try (RawClient client = server.client()) {
            Answer answer = client.send(request).read();
            assertThat(answer.status()).isEqualTo(400);
            isOurs(answer);
            assertThat(client.ended()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x\r\nab\r\n0\r\n\r\n",
                "-1\r\nab\r\n0\r\n\r\n",
                "2\r\nabc\r\n0\r\n\r\n",
                "0\r\nX: y\r\n\r\n",
                "ffffffffffffffff\r\n"
            })
    void brokenChunksAreRefused(String chunks) throws IOException {
        try (RawClient client = server.client()) {
            Answer answer =
                    client.send(
                                    "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
                                            + chunks)
                            .read();
            assertThat(answer.status()).isEqualTo(400);
            isOurs(answer);
            assertThat(client.ended()).isTrue();
        }
    }

    @Test
    void aVersionThatNobodySpeaksIsRefused() throws IOException {
        try (RawClient client = server.client()) {
            Answer answer = client.send("GET /ping HTTP/0.9\r\n\r\n").read();
            assertThat(answer.status()).isEqualTo(400);
            isOurs(answer);
        }
    }

    @Test
    void aTargetThatIsTooLongIsRefused() throws IOException {
        try (RawClient client = server.client()) {
            Answer answer =
                    client.send("GET /ping?a=" + "b".repeat(9_000) + " HTTP/1.1\r\nHost: a\r\n\r\n")
                            .read();
            assertThat(answer.status()).isEqualTo(414);
            isOurs(answer);
        }
    }

    @Test
    void headersThatAreTooLongAreRefused() throws IOException {
        try (RawClient client = server.client()) {
            Answer answer =
                    client.send(
                                    "GET /ping HTTP/1.1\r\nHost: a\r\nX: "
                                            + "b".repeat(40_000)
                                            + "\r\n\r\n")
                            .read();
            assertThat(answer.status()).isEqualTo(431);
            isOurs(answer);
        }
    }

    @Test
    void aBodyOfOneAndAHalfMegabytesGetsAReadableRefusal() throws IOException {
        byte[] body = new byte[1_500_000];
        try (RawClient client = server.client()) {
            client.send(
                    "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: "
                            + body.length
                            + "\r\n\r\n");
            Answer answer = client.send(body).read();
            assertThat(answer.status()).isEqualTo(413);
            assertThat(answer.body()).contains("content_too_large");
            isOurs(answer);
        }
    }

    @Test
    void aChunkedBodyOverTheLimitGetsAReadableRefusal() throws IOException {
        String chunk = "10000\r\n" + "a".repeat(65_536) + "\r\n";
        try (RawClient client = server.client()) {
            client.send("POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
            client.send((chunk.repeat(16) + "0\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            Answer answer = client.read();
            assertThat(answer.status()).isEqualTo(413);
            isOurs(answer);
        }
    }

    @Test
    void aBodyOfExactlyTheLimitIsTaken() throws IOException {
        try (RawClient client = server.client()) {
            client.send(
                    "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 65536\r\n\r\n"
                            + "a".repeat(65_536));
            assertThat(client.read().body()).hasSize(65_536);
        }
    }

    @Test
    void theGuardSpeaksBeforeTheBodyIsMeasured() throws IOException {
        byte[] body = new byte[1_500_000];
        try (RawClient client = server.client()) {
            client.send(
                    "POST /guarded HTTP/1.1\r\nHost: a\r\nContent-Length: "
                            + body.length
                            + "\r\n\r\n");
            assertThat(client.send(body).read().status()).isEqualTo(401);
        }
    }

    @Test
    void noGarbledRequestIsTakenForAFaultOfOurs() throws IOException {
        Random random = new Random(20_261_122);
        byte[] whole =
                "POST /echo?a=b HTTP/1.1\r\nHost: a:1\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\nX: y\r\n\r\n3\r\nabc\r\n0\r\n\r\n"
                        .getBytes(StandardCharsets.US_ASCII);
        for (int round = 0; round < 1_000; round++) {
            byte[] garbled = whole.clone();
            for (int i = random.nextInt(4); i >= 0; i--) {
                garbled[random.nextInt(garbled.length)] = (byte) random.nextInt(256);
            }
            try (RawClient client = server.client()) {
                client.send(garbled);
                client.socket().shutdownOutput();
                assertThat(status(client)).as(HexFormat.of().formatHex(garbled)).isNotEqualTo(500);
            }
        }
    }

    /// The status of the answer; 0 where the connection ended without one.
    private static int status(RawClient client) {
        try {
            return client.read().status();
        } catch (IOException e) {
            return 0;
        }
    }

    private static void isOurs(Answer answer) {
        assertThat(answer.header("content-type")).hasValue("application/json");
        assertThat(answer.header("x-request-id")).isPresent();
        assertThat(answer.header("x-content-type-options")).hasValue("nosniff");
        assertThat(answer.header("server")).isEmpty();
        assertThat(answer.body()).startsWith("{\"error\":").doesNotContain("Exception");
        assertThat(answer.body().toLowerCase(Locale.ROOT)).doesNotContain("helidon");
    }
}
