package dev.microauth.bench;

import dev.microauth.bench.Stock.Login;
import dev.microauth.jose.Algorithm;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// What is asked of the daemon again and again.
enum Scenario {
    TOKEN_ES256("client_credentials, ES256"),
    TOKEN_EDDSA("client_credentials, EdDSA"),
    TOKEN_RS256("client_credentials, RS256"),
    INTROSPECT("introspect, ES256"),
    REFRESH("refresh, ES256"),
    JWKS("jwks.json");

    private static final int TOKENS_TO_INTROSPECT = 64;
    private static final String CLIENT_CREDENTIALS = "grant_type=client_credentials";

    private final String title;

    Scenario(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    static Scenario named(String name) {
        String wanted = name.toUpperCase(Locale.ROOT).replace('-', '_');
        return Arrays.stream(values())
                .filter(each -> each.name().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no scenario " + name));
    }

    /// What one worker says; tokens that it needs first are got over its connection.
    Talk talk(Stock stock, Requests requests, KeepAlive connection) throws IOException {
        return switch (this) {
            case TOKEN_ES256 -> token(stock, requests, Algorithm.ES256);
            case TOKEN_EDDSA -> token(stock, requests, Algorithm.EdDSA);
            case TOKEN_RS256 -> token(stock, requests, Algorithm.RS256);
            case INTROSPECT -> introspect(stock, requests, connection);
            case REFRESH -> refresh(stock, requests, connection);
            case JWKS -> always(List.of(requests.get("/jwks.json")), "\"keys\"");
        };
    }

    private static Talk token(Stock stock, Requests requests, Algorithm algorithm) {
        byte[] request = requests.form("/token", stock.client(algorithm), CLIENT_CREDENTIALS);
        return always(List.of(request), "\"access_token\"");
    }

    private static Talk introspect(Stock stock, Requests requests, KeepAlive connection)
            throws IOException {
        Login client = stock.client(Algorithm.ES256);
        byte[] token = requests.form("/token", client, CLIENT_CREDENTIALS);
        var questions = new ArrayList<byte[]>();
        for (int i = 0; i < TOKENS_TO_INTROSPECT; i++) {
            String access = connection.exchange(token).member("access_token");
            questions.add(requests.form("/introspect", client, "token=" + access));
        }
        return always(questions, "\"active\":true");
    }

    /// A family for each worker: it uses the token that the last answer brought.
    private static Talk refresh(Stock stock, Requests requests, KeepAlive connection)
            throws IOException {
        String form =
                "grant_type=password&username=%s&password=%s"
                        .formatted(
                                Requests.encoded(stock.person().name()),
                                Requests.encoded(stock.person().secret()));
        String first =
                connection
                        .exchange(requests.form("/token", stock.passwords(), form))
                        .member("refresh_token");
        return new Talk() {
            private String current = first;

            @Override
            public byte[] next() {
                return requests.form(
                        "/token",
                        stock.passwords(),
                        "grant_type=refresh_token&refresh_token=" + current);
            }

            @Override
            public boolean accept(Answer answer) {
                boolean good = answer.holds("\"refresh_token\"");
                if (good) {
                    current = answer.member("refresh_token");
                }
                return good;
            }
        };
    }

    private static Talk always(List<byte[]> questions, String expected) {
        return new Talk() {
            private int asked;

            @Override
            public byte[] next() {
                return questions.get(asked++ % questions.size());
            }

            @Override
            public boolean accept(Answer answer) {
                return answer.holds(expected);
            }
        };
    }
}
