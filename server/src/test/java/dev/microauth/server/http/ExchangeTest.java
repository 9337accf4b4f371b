package dev.microauth.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.server.http.RawClient.Answer;
import dev.microauth.web.http.Cidr;
import dev.microauth.web.http.ProxyTrust;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Spec: RFC 9112 §3, RFC 9112 §6, RFC 9112 §9
class ExchangeTest {
    private static TestServer server;

    @BeforeAll
    static void open() {
        server = new TestServer(TestServer.limits());
    }

    @AfterAll
    static void close() {
        server.close();
    }

    /// Security: H5
    @Test
    void anUnknownMethodAndTraceAreNotAllowed() throws IOException {
        for (String method : List.of("TRACE", "PROPFIND", "CONNECT")) {
            try (RawClient client = server.client()) {
                Answer answer = client.send(method + " /ping HTTP/1.1\r\nHost: a\r\n\r\n").read();
                assertThat(answer.status()).as(method).isEqualTo(405);
                assertThat(answer.header("allow")).hasValue("GET, HEAD, OPTIONS");
            }
        }
    }

    /// Security: H6
    @Test
    void aCrashTellsTheIncidentIdAndNothingElse() throws IOException {
        try (RawClient client = server.client()) {
            Answer answer = client.send("GET /crash HTTP/1.1\r\nHost: a\r\n\r\n").read();
            assertThat(answer.status()).isEqualTo(500);
            assertThat(answer.body())
                    .contains(answer.header("x-request-id").orElseThrow())
                    .doesNotContain("detail", "Exception");
            assertThat(client.send("GET /ping HTTP/1.1\r\nHost: a\r\n\r\n").read().status())
                    .isEqualTo(200);
        }
    }

    @Test
    void aProxyThatSpeaksHttp10IsAnsweredAndTheConnectionEnds() throws IOException {
        for (List<String> pieces :
                List.of(
                        List.of("GET /ping HTTP/1.0\r\nHost: a\r\nConnection: close\r\n\r\n"),
                        List.of(
                                "GET /pi",
                                "ng HTTP/1.",
                                "0\r\nHost: a\r\nConnection: keep-alive\r\n\r\n"))) {
            try (RawClient client = server.client()) {
                for (String piece : pieces) {
                    client.send(piece);
                }
                assertThat(client.read().status()).isEqualTo(200);
                assertThat(client.ended()).isTrue();
            }
        }
    }

    /// Security: H6
    @Test
    void noAnswerNamesTheServer() throws IOException {
        try (RawClient client = server.client()) {
            Answer answer = client.send("GET /ping HTTP/1.1\r\nHost: a\r\n\r\n").read();
            assertThat(answer.header("server")).isEmpty();
            assertThat(answer.toString().toLowerCase(java.util.Locale.ROOT))
                    .doesNotContain("helidon");
            assertThat(answer.header("date")).isPresent();
        }
    }

    @Test
    void theRequestIdIsNeverTheCallers() throws IOException {
        try (RawClient client = server.client()) {
            Answer answer =
                    client.send("GET /ping HTTP/1.1\r\nHost: a\r\nX-Request-Id: mine\r\n\r\n")
                            .read();
            assertThat(answer.header("x-request-id").orElseThrow())
                    .matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
        }
    }

    @Test
    void headHasTheLengthAndNoBody() throws IOException {
        try (RawClient client = server.client()) {
            Answer answer = client.send("HEAD /ping HTTP/1.1\r\nHost: a\r\n\r\n").readHead();
            assertThat(answer.header("content-length")).hasValue("4");
            assertThat(client.send("GET /ping HTTP/1.1\r\nHost: a\r\n\r\n").read().body())
                    .isEqualTo("pong");
        }
    }

    @Test
    void pipelinedRequestsAreAnsweredInOrder() throws IOException {
        try (RawClient client = server.client()) {
            client.send(
                    "GET /query?a=1 HTTP/1.1\r\nHost: a\r\n\r\nPOST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\ntwoGET /query?a=3 HTTP/1.1\r\nHost: a\r\n\r\n");
            assertThat(client.read().body()).isEqualTo("1");
            assertThat(client.read().body()).isEqualTo("two");
            assertThat(client.read().body()).isEqualTo("3");
        }
    }

    @Test
    void aChunkedBodyIsRead() throws IOException {
        try (RawClient client = server.client()) {
            client.send(
                    "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n");
            client.send("2\r\nde\r\n0\r\n\r\n");
            assertThat(client.read().body()).isEqualTo("abcde");
            assertThat(client.send("GET /ping HTTP/1.1\r\nHost: a\r\n\r\n").read().status())
                    .isEqualTo(200);
        }
    }

    @Test
    void aClientThatAsksFirstIsToldToContinue() throws IOException {
        try (RawClient client = server.client()) {
            client.send(
                    "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n");
            assertThat(client.readHead().status()).isEqualTo(100);
            assertThat(client.send("abc").read().body()).isEqualTo("abc");
        }
    }

    @Test
    void aRefusalComesInsteadOfContinueAndEndsTheConnection() throws IOException {
        try (RawClient client = server.client()) {
            client.send(
                    "POST /guarded HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n");
            Answer answer = client.read();
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.header("connection")).hasValue("close");
            assertThat(client.ended()).isTrue();
        }
    }

    @Test
    void aBodyThatNobodyReadsDoesNotBecomeARequest() throws IOException {
        try (RawClient client = server.client()) {
            String smuggled = "GET /crash HTTP/1.1\r\nHost: a\r\n\r\n";
            client.send(
                    "POST /unread HTTP/1.1\r\nHost: a\r\nContent-Length: "
                            + smuggled.length()
                            + "\r\n\r\n"
                            + smuggled);
            assertThat(client.read().status()).isEqualTo(204);
            assertThat(client.send("GET /ping HTTP/1.1\r\nHost: a\r\n\r\n").read().body())
                    .isEqualTo("pong");
        }
    }

    @Test
    void theAbsoluteFormIsReadWithoutItsAuthority() throws IOException {
        try (RawClient client = server.client()) {
            Answer answer =
                    client.send("GET http://other.example/query?a=b HTTP/1.1\r\nHost: a\r\n\r\n")
                            .read();
            assertThat(answer.body()).isEqualTo("b");
        }
    }

    @Test
    void closeIsObeyed() throws IOException {
        try (RawClient client = server.client()) {
            Answer answer =
                    client.send("GET /ping HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
                            .read();
            assertThat(answer.header("connection")).hasValue("close");
            assertThat(client.ended()).isTrue();
        }
    }

    @Test
    void aClientThatClosedItsSideStillGetsItsAnswer() throws IOException {
        try (RawClient client = server.client()) {
            client.send("GET /ping HTTP/1.1\r\nHost: a\r\n\r\n");
            client.socket().shutdownOutput();
            assertThat(client.read().body()).isEqualTo("pong");
            assertThat(client.ended()).isTrue();
        }
    }

    @Test
    void aBodyThatEndsEarlyIsRefused() throws IOException {
        try (RawClient client = server.client()) {
            client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc");
            client.socket().shutdownOutput();
            assertThat(client.read().status()).isEqualTo(400);
            assertThat(client.ended()).isTrue();
        }
    }

    /// Security: H4
    @Test
    void forwardedHeadersCountFromATrustedPeerOnly() throws IOException {
        String request =
                "GET /who HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: 192.0.2.7\r\nX-Forwarded-Proto: https\r\n\r\n";
        try (RawClient client = server.client()) {
            assertThat(client.send(request).read().body()).isEqualTo("127.0.0.1 false");
        }
        ProxyTrust trust = ProxyTrust.of(List.of(Cidr.parse("127.0.0.0/8")));
        try (TestServer behind = new TestServer(TestServer.limits(), Optional.empty(), trust);
                RawClient client = behind.client()) {
            Answer answer = client.send(request).read();
            assertThat(answer.body()).isEqualTo("192.0.2.7 true");
            assertThat(answer.header("strict-transport-security")).isPresent();
            Answer both =
                    client.send(request.replace("\r\n\r\n", "\r\nForwarded: for=192.0.2.8\r\n\r\n"))
                            .read();
            assertThat(both.status()).isEqualTo(400);
            assertThat(both.header("x-request-id")).isPresent();
        }
    }
}
