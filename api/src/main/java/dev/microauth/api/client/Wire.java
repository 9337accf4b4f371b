package dev.microauth.api.client;

import dev.microauth.api.Listing;
import dev.microauth.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Requests with a token, and their answers as records.
final class Wire {
    private static final int LONGEST_PROBLEM = 64 * 1024;

    private final Connection connection;
    private final TokenSource tokens;
    private final Answers answers = new Answers();

    Wire(Connection connection, TokenSource tokens) {
        this.connection = connection;
        this.tokens = tokens;
    }

    <R extends Record> R get(String path, Class<R> type) {
        return answers.record(type, send(Ask.of("GET", path)).body());
    }

    <R extends Record> Versioned<R> read(String path, Class<R> type) {
        var answer = send(Ask.of("GET", path));
        var tag = answer.headers().firstValue("ETag");
        return new Versioned<>(answers.record(type, answer.body()), tag);
    }

    <R extends Record> Listing<R> list(String path, Query query, Class<R> type) {
        return answers.listing(type, send(Ask.of("GET", path + text(query))).body());
    }

    <R extends Record> R post(String path, Record body, Class<R> type) {
        return answers.record(type, send(with("POST", path, body)).body());
    }

    <R extends Record> R post(String path, Class<R> type) {
        return answers.record(type, send(Ask.of("POST", path)).body());
    }

    <R extends Record> Listing<R> postForList(String path, Record body, Class<R> type) {
        return answers.listing(type, send(with("POST", path, body)).body());
    }

    Map<String, Object> postForTree(String path, Record body) {
        return answers.tree(send(with("POST", path, body)).body());
    }

    /// Work that may take its time.
    <R extends Record> R work(String path, Optional<? extends Record> body, Class<R> type) {
        var ask = body.map(some -> with("POST", path, some)).orElseGet(() -> Ask.of("POST", path));
        return answers.record(type, send(ask.patiently()).body());
    }

    <R extends Record> R patch(String path, Patch patch, Class<R> type) {
        var ask = Ask.of("PATCH", path).json(Json.bytes(patch.members()));
        var merging = ask.header("Content-Type", "application/merge-patch+json");
        var sent = patch.tag().map(tag -> merging.header("If-Match", tag)).orElse(merging);
        return answers.record(type, send(sent).body());
    }

    void put(String path, Record body) {
        send(with("PUT", path, body));
    }

    void act(String path) {
        send(Ask.of("POST", path));
    }

    void act(String path, Record body) {
        send(with("POST", path, body));
    }

    void delete(String path) {
        send(Ask.of("DELETE", path));
    }

    /// The body as it comes. Whoever gets it closes it.
    InputStream stream(String path, Query query, String mediaType) {
        var ask = Ask.of("GET", path + text(query)).header("Accept", mediaType).patiently();
        var answer = authorized(token -> connection.open(ask.request(connection, token)));
        if (answer.statusCode() == 200) {
            return answer.body();
        }
        try (var body = answer.body()) {
            throw answers.refusal(
                    answer.statusCode(), answer.headers(), body.readNBytes(LONGEST_PROBLEM));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// One part of a path, whatever it holds.
    static String part(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private Ask with(String method, String path, Record body) {
        return Ask.of(method, path).json(answers.format().bytes(body));
    }

    private HttpResponse<byte[]> send(Ask ask) {
        var answer =
                authorized(token -> {
                    HttpRequest request = ask.request(connection, token);
                    return connection.send(request);
                });
        int status = answer.statusCode();
        if (status < 200 || status > 299) {
            throw answers.refusal(status, answer.headers(), answer.body());
        }
        return answer;
    }

    /// A token that ended on the way is replaced once.
    private <T> HttpResponse<T> authorized(Function<String, HttpResponse<T>> send) {
        var token = tokens.current();
        var answer = send.apply(token);
        if (answer.statusCode() != 401) {
            return answer;
        }
        return tokens.after(token).map(send).orElse(answer);
    }

    private static String text(Query query) {
        return query.parameters().entrySet().stream()
                .map(each -> part(each.getKey()) + "=" + part(each.getValue()))
                .collect(Collectors.joining("&", query.parameters().isEmpty() ? "" : "?", ""));
    }
}
