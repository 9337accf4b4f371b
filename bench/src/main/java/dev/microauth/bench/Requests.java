package dev.microauth.bench;

import dev.microauth.bench.Stock.Login;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// The bytes of requests to one port.
record Requests(int port) {
    byte[] get(String path) {
        return ascii("GET " + path + " HTTP/1.1\r\nHost: localhost:" + port + "\r\n\r\n");
    }

    /// A form, sent by a client that authenticates in the header.
    byte[] form(String path, Login client, String form) {
        String pair = client.name() + ":" + client.secret();
        return ascii(
                """
                POST %s HTTP/1.1\r
                Host: localhost:%d\r
                Authorization: Basic %s\r
                Content-Type: application/x-www-form-urlencoded\r
                Content-Length: %d\r
                \r
                %s\
                """
                        .formatted(
                                path,
                                port,
                                Base64.getEncoder().encodeToString(ascii(pair)),
                                form.length(),
                                form));
    }

    static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
