package dev.microauth.bench;

import dev.microauth.bench.Stock.Login;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/// The bytes of requests to one port.
record Requests(int port) {
    byte[] get(String path, String... headers) {
        return ascii("GET " + path + " HTTP/1.1\r\n" + head(headers) + "\r\n");
    }

    /// A form, sent by a client that authenticates in the header.
    byte[] form(String path, Login client, String form, String... headers) {
        String pair = client.name() + ":" + client.secret();
        var all = new ArrayList<>(List.of(headers));
        all.add("Authorization: Basic " + Base64.getEncoder().encodeToString(ascii(pair)));
        return post(path, form, all.toArray(String[]::new));
    }

    /// A form, sent by whomever.
    byte[] post(String path, String form, String... headers) {
        return ascii(
                "POST "
                        + path
                        + " HTTP/1.1\r\n"
                        + head(headers)
                        + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: "
                        + form.length()
                        + "\r\n\r\n"
                        + form);
    }

    private String head(String... headers) {
        var head = new StringBuilder("Host: localhost:" + port + "\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        return head.toString();
    }

    static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
