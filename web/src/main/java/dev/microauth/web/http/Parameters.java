package dev.microauth.web.http;

import dev.microauth.text.Printable;
import dev.microauth.web.http.MalformedRequest.Problem;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The parameters of a query or a form, by the rules of RFC 6749 §3.1: a parameter stands once, an empty one counts as
/// absent, an unknown one is never asked for and so ignored.
///
/// At most 100 parameters, names up to 128 and values up to 16384 characters.
public final class Parameters {
    private static final int MAX_COUNT = 100;
    private static final int MAX_NAME = 128;
    private static final int MAX_VALUE = 16_384;
    private static final Parameters NONE = new Parameters(Map.of());

    private final Map<String, List<String>> values;

    private Parameters(Map<String, List<String>> values) {
        this.values = values;
    }

    /// No parameters.
    public static Parameters none() {
        return NONE;
    }

    /// Parses `application/x-www-form-urlencoded` text.
    ///
    /// @throws MalformedRequest when the encoding is broken or a limit is passed
    static Parameters parse(byte[] text) {
        if (text.length == 0) {
            return NONE;
        }
        Map<String, List<String>> values = new LinkedHashMap<>();
        int count = 0;
        for (int start = 0; start <= text.length; ) {
            int end = indexOf(text, '&', start, text.length);
            if (end > start) {
                if (++count > MAX_COUNT) {
                    throw tooMuch("The request holds more than " + MAX_COUNT + " parameters.");
                }
                add(values, text, start, end);
            }
            start = end + 1;
        }
        return new Parameters(values);
    }

    static Parameters parse(String query) {
        if (!query.chars().allMatch(character -> character > 0x20 && character < 0x7f)) {
            throw new MalformedRequest(
                    Problem.ENCODING,
                    "The query holds characters that have to be percent-encoded.");
        }
        return parse(query.getBytes(StandardCharsets.US_ASCII));
    }

    /// The value of a parameter that may stand once; empty when it is missing or has no value.
    ///
    /// @throws MalformedRequest when it stands twice
    public Optional<String> find(String name) {
        List<String> all = values.getOrDefault(name, List.of());
        // RFC 6749 §3.1: parameters must not be included more than once, an empty one counts too.
        if (all.size() > 1) {
            throw duplicate(name);
        }
        return all.isEmpty() || all.getFirst().isEmpty()
                ? Optional.empty()
                : Optional.of(all.getFirst());
    }

    /// Every value, without the empty ones, of a parameter that may be repeated (`resource`, RFC 8707 §2).
    public List<String> all(String name) {
        return values.getOrDefault(name, List.of()).stream()
                .filter(value -> !value.isEmpty())
                .toList();
    }

    /// Refuses a request in which any parameter, known or not, stands twice; the named ones may.
    ///
    /// @throws MalformedRequest naming the first parameter that does
    public Parameters refuseDuplicates(String... repeatable) {
        Set<String> allowed = Set.of(repeatable);
        values.forEach((name, all) -> {
            if (all.size() > 1 && !allowed.contains(name)) {
                throw duplicate(name);
            }
        });
        return this;
    }

    /// Every name that was sent, with or without a value, in the order of the request.
    public List<String> names() {
        return List.copyOf(values.keySet());
    }

    /// Names only: values may be secrets.
    @Override
    public String toString() {
        return "Parameters" + values.keySet();
    }

    private static void add(Map<String, List<String>> values, byte[] text, int start, int end) {
        int equals = indexOf(text, '=', start, end);
        String name = PercentCoding.decode(text, start, equals, true);
        String value = equals == end ? "" : PercentCoding.decode(text, equals + 1, end, true);
        if (name.length() > MAX_NAME) {
            throw tooMuch("A parameter name is longer than " + MAX_NAME + " characters.");
        }
        if (value.length() > MAX_VALUE) {
            throw tooMuch(
                    "The parameter "
                            + Printable.of(name, MAX_NAME)
                            + " is longer than "
                            + MAX_VALUE
                            + " characters.");
        }
        values.computeIfAbsent(name, key -> new ArrayList<>(1)).add(value);
    }

    private static int indexOf(byte[] text, char wanted, int from, int to) {
        for (int i = from; i < to; i++) {
            if (text[i] == wanted) {
                return i;
            }
        }
        return to;
    }

    private static MalformedRequest duplicate(String name) {
        return new MalformedRequest(
                Problem.DUPLICATE_PARAMETER,
                "The parameter " + Printable.of(name, MAX_NAME) + " stands more than once.");
    }

    private static MalformedRequest tooMuch(String text) {
        return new MalformedRequest(Problem.TOO_MUCH, text);
    }
}
