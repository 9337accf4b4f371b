package dev.microauth.api.client;

import dev.microauth.api.Listing;
import dev.microauth.api.ProblemView;
import dev.microauth.api.RecordShape;
import dev.microauth.api.Shape;
import dev.microauth.api.WireFormat;
import dev.microauth.api.WireProblem;
import dev.microauth.json.Json;
import dev.microauth.json.Limits;
import dev.microauth.json.MalformedJson;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads what a server answers. Members that are not known here are passed over: the server may be newer.
final class Answers {
    private final WireFormat format = new WireFormat();

    WireFormat format() {
        return format;
    }

    <R extends Record> R record(Class<R> type, byte[] body) {
        try {
            return format.read(type, known(format.shape(type), tree(body)));
        } catch (WireProblem unreadable) {
            throw strange(unreadable);
        }
    }

    <R extends Record> Listing<R> listing(Class<R> type, byte[] body) {
        var tree = new LinkedHashMap<>(tree(body));
        var item = new Shape.Nested(type);
        tree.computeIfPresent("items", (name, items) -> known(new Shape.Many(item), items));
        try {
            return format.readListing(type, tree);
        } catch (WireProblem unreadable) {
            throw strange(unreadable);
        }
    }

    Map<String, Object> tree(byte[] body) {
        try {
            return Json.object(body, Limits.BODY);
        } catch (MalformedJson unreadable) {
            throw strange(unreadable);
        }
    }

    /// The failure that an answer tells of.
    Refused refusal(int status, HttpHeaders headers, byte[] body) {
        return new Refused(problem(status, body), retryAfter(headers));
    }

    SignInRefused signInRefusal(int status, HttpHeaders headers, byte[] body) {
        var error = "status_" + status;
        var description = "";
        try {
            var tree = Json.object(body, Limits.BODY);
            error = tree.get("error") instanceof String text ? text : error;
            description =
                    tree.get("error_description") instanceof String text ? text : detail(tree);
        } catch (MalformedJson notOAuth) {
            description = "the answer has no form that OAuth knows";
        }
        return new SignInRefused(status, error, description, retryAfter(headers));
    }

    private ProblemView problem(int status, byte[] body) {
        try {
            var tree = Json.object(body, Limits.BODY);
            return format.read(ProblemView.class, known(format.shape(ProblemView.class), tree));
        } catch (MalformedJson | WireProblem unreadable) {
            return new ProblemView(
                    "about:blank",
                    "status " + status,
                    status,
                    "the answer says no more",
                    Optional.empty(),
                    "");
        }
    }

    private static String detail(Map<String, Object> tree) {
        return tree.get("detail") instanceof String text ? text : "";
    }

    /// RFC 9110 §10.2.3: whole seconds; the other form, a date, is not one of ours.
    private static Optional<Duration> retryAfter(HttpHeaders headers) {
        return headers.firstValue("Retry-After")
                .filter(text -> text.matches("\\d{1,9}"))
                .map(text -> Duration.ofSeconds(Long.parseLong(text)));
    }

    private Map<String, Object> known(RecordShape shape, Map<?, ?> tree) {
        var known = new LinkedHashMap<String, Object>();
        for (var member : shape.members()) {
            Optional.<Object>ofNullable(tree.get(member.name()))
                    .ifPresent(value -> known.put(member.name(), known(member.shape(), value)));
        }
        return known;
    }

    private Object known(Shape shape, Object value) {
        if (shape instanceof Shape.Maybe(Shape some)) {
            return known(some, value);
        } else if (shape instanceof Shape.Many(Shape each) && value instanceof List<?> list) {
            return list.stream().map(item -> known(each, item)).toList();
        } else if (shape instanceof Shape.Nested(var type) && value instanceof Map<?, ?> map) {
            return known(format.shape(type), map);
        }
        return value;
    }

    private static NoAnswer strange(Exception cause) {
        return new NoAnswer(
                "what answers there does not answer as microauth does (" + cause.getMessage() + ")",
                cause);
    }
}
