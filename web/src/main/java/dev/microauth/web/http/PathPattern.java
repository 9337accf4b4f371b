package dev.microauth.web.http;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The path of a route: literal segments and `{name}` segments, such as `/api/v1/users/{id}`.
///
/// A literal matches its own characters only: an encoded spelling of it is another path. A `{name}` matches one
/// non-empty segment, percent-decoded once. What could name another place for somebody else who reads the path (dot
/// segments, `//`, backslashes, `%2f`, `;`, control characters) matches nothing.
public final class PathPattern {
    private final String text;
    private final List<String> segments;

    private PathPattern(String text, List<String> segments) {
        this.text = text;
        this.segments = segments;
    }

    /// Reads a pattern.
    ///
    /// @throws IllegalArgumentException when it is not an absolute path of literals and `{name}` segments
    public static PathPattern parse(String text) {
        List<String> segments = split(text).orElseThrow(() -> notOne(text));
        Set<String> names = new HashSet<>();
        for (String segment : segments) {
            boolean literal = segment.matches("[A-Za-z0-9._~-]*") && !dots(segment);
            boolean parameter = segment.matches("\\{[a-z][a-z0-9_]*}");
            boolean named = parameter && names.add(segment);
            boolean empty = segment.isEmpty() && segments.size() > 1;
            if (empty || !(literal || named)) {
                throw notOne(text);
            }
        }
        return new PathPattern(text, segments);
    }

    /// The values of the `{name}` segments when this raw path (as sent, without the query) matches.
    public Optional<Map<String, String>> match(String rawPath) {
        return split(rawPath).flatMap(this::match);
    }

    Optional<Map<String, String>> match(List<String> raw) {
        if (raw.size() != segments.size()) {
            return Optional.empty();
        }
        for (int i = 0; i < raw.size(); i++) {
            if (!parameter(i) && !segments.get(i).equals(raw.get(i))) {
                return Optional.empty();
            }
        }
        Map<String, String> values = HashMap.newHashMap(2);
        for (int i = 0; i < raw.size(); i++) {
            if (parameter(i)) {
                Optional<String> value = decode(raw.get(i));
                if (value.isEmpty()) {
                    return Optional.empty();
                }
                values.put(segments.get(i).substring(1, segments.get(i).length() - 1), value.get());
            }
        }
        return Optional.of(values);
    }

    /// Whether every segment is a literal, so that the text itself is the only path that matches.
    boolean literal() {
        return shape().indexOf('1') < 0;
    }

    int length() {
        return segments.size();
    }

    /// One character per segment, `0` literal and `1` parameter: in sorted order the leftmost literal comes first.
    String shape() {
        StringBuilder shape = new StringBuilder();
        for (int i = 0; i < segments.size(); i++) {
            shape.append(parameter(i) ? '1' : '0');
        }
        return shape.toString();
    }

    /// The same for two patterns that match the same paths.
    String footprint() {
        return text.replaceAll("\\{[^}]*}", "{}");
    }

    @Override
    public String toString() {
        return text;
    }

    /// The raw segments of an absolute path.
    static Optional<List<String>> split(String rawPath) {
        return rawPath.startsWith("/")
                ? Optional.of(Arrays.asList(rawPath.substring(1).split("/", -1)))
                : Optional.empty();
    }

    private boolean parameter(int index) {
        return segments.get(index).startsWith("{");
    }

    private static Optional<String> decode(String raw) {
        if (raw.isEmpty() || !raw.chars().allMatch(PathPattern::allowed)) {
            return Optional.empty();
        }
        byte[] bytes = raw.getBytes(StandardCharsets.US_ASCII);
        String plain;
        try {
            plain = PercentCoding.decode(bytes, 0, bytes.length, false);
        } catch (MalformedRequest e) {
            return Optional.empty();
        }
        boolean misleading =
                dots(plain)
                        || plain.chars()
                                .anyMatch(c -> c == '/' || c == '\\' || Character.isISOControl(c));
        return misleading ? Optional.empty() : Optional.of(plain);
    }

    // RFC 3986 §3.3: pchar, without the ";" that some readers take for the start of a matrix
    // parameter.
    private static boolean allowed(int character) {
        return character < 0x7f
                && (Character.isLetterOrDigit(character)
                        || "-._~%!$&'()*+,=:@".indexOf(character) >= 0);
    }

    private static boolean dots(String segment) {
        return segment.equals(".") || segment.equals("..");
    }

    private static IllegalArgumentException notOne(String text) {
        return new IllegalArgumentException("not a path pattern: " + text);
    }
}
