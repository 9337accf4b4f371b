package dev.microauth.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// A body that comes in parts.
///
/// Spec: RFC 9112 §6.1, RFC 9112 §7.1
class StreamedAnswerTest {
    private static TestServer server;

    @BeforeAll
    static void open() {
        server = new TestServer(TestServer.limits());
    }

    @AfterAll
    static void close() {
        server.close();
    }

    @Test
    void a_part_that_fails_leaves_the_body_without_its_end() throws IOException {
        try (RawClient client = server.client()) {
            String all = client.send("GET /stream?parts=one,- HTTP/1.1\r\nHost: a\r\n\r\n").rest();
            assertThat(all).startsWith("HTTP/1.1 200").endsWith("3\r\none\r\n");
        }
    }

    @Test
    void parts_come_as_chunks_and_another_request_may_follow() throws IOException {
        try (RawClient client = server.client()) {
            String all =
                    client.send("GET /stream?parts=one,,three HTTP/1.1\r\nHost: a\r\n\r\n")
                            .send("GET /ping HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
                            .rest();
            assertThat(all)
                    .contains("transfer-encoding: chunked\r\n")
                    .contains("\r\n\r\n3\r\none\r\n5\r\nthree\r\n0\r\n\r\nHTTP/1.1 200")
                    .endsWith("pong");
            assertThat(all.substring(0, all.indexOf("\r\n\r\n"))).doesNotContain("content-length");
        }
    }

    @Test
    void an_older_client_reads_until_the_connection_ends() throws IOException {
        try (RawClient client = server.client()) {
            String all =
                    client.send("GET /stream?parts=one,two HTTP/1.0\r\nHost: a\r\n\r\n").rest();
            assertThat(all).endsWith("\r\n\r\nonetwo").doesNotContain("chunked", "content-length");
        }
    }

    @Test
    void head_has_no_body() throws IOException {
        try (RawClient client = server.client()) {
            String all =
                    client.send(
                                    "HEAD /stream?parts=zebra HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
                            .rest();
            assertThat(all).startsWith("HTTP/1.1 200").endsWith("\r\n\r\n").doesNotContain("zebra");
        }
    }
}
