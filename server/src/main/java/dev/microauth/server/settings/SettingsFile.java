package dev.microauth.server.settings;

import com.electronwill.nightconfig.core.Config;
import com.electronwill.nightconfig.toml.TomlParser;
import dev.microauth.text.Printable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// `mad.toml`: `name = value`, one below the other (TOML 1.0.0 without tables).
///
/// The file is parsed statement by statement, so that each value knows its line and one mistake does not hide the next.
final class SettingsFile {

    /// @param text the value as the command line would have it
    record Entry(String name, String text, boolean list, Origin.File origin) {}

    record Contents(List<Entry> entries, List<Problem> problems) {}

    private static final int LARGEST = 1 << 20;
    private static final Pattern STATEMENT =
            Pattern.compile("\\s*([A-Za-z0-9_-]+|\"[^\"]*\"|'[^']*')(\\s*\\.[^=]*)?\\s*=.*");
    private static final Pattern TABLE =
            Pattern.compile("\\s*\\[\\[?[A-Za-z0-9_. \"'-]+\\]\\]?\\s*(#.*)?");
    private static final Pattern GOES_ON = Pattern.compile("[^=]*=\\s*(\\[|\"\"\"|''').*");
    private static final Pattern ENDLESS_NUMBER =
            Pattern.compile("[^\"'#]*=\\s*[+-]?[0-9_]{19,}.*");
    private static final Pattern NOTHING = Pattern.compile("\\s*(#.*)?");

    private final Path path;
    private final List<Entry> entries = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private final Map<String, Integer> seen = new HashMap<>();

    private SettingsFile(Path path) {
        this.path = path;
    }

    /// What the file says; nothing when there is none.
    static Contents read(Path path) {
        var file = new SettingsFile(path);
        file.text().ifPresent(text -> file.statements(text.lines().toList()));
        return new Contents(List.copyOf(file.entries), List.copyOf(file.problems));
    }

    private Optional<String> text() {
        try {
            if (Files.isRegularFile(path) && Files.size(path) > LARGEST) {
                problems.add(
                        new Problem(
                                path.toString(), "is larger than 1 MiB", "Is it the right file?"));
                return Optional.empty();
            }
            var bytes = ByteBuffer.wrap(Files.readAllBytes(path));
            return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
        } catch (NoSuchFileException absent) {
            return Optional.empty();
        } catch (CharacterCodingException foreign) {
            problems.add(new Problem(path.toString(), "is not UTF-8 text", "Save it as UTF-8."));
        } catch (IOException unreadable) {
            problems.add(
                    new Problem(
                            path.toString(),
                            "cannot be read",
                            "Let the user who runs microauthd read it, or remove it."));
        }
        return Optional.empty();
    }

    private void statements(List<String> lines) {
        int at = 0;
        while (at < lines.size()) {
            var line = lines.get(at);
            if (NOTHING.matcher(line).matches()) {
                at++;
            } else if (STATEMENT.matcher(line).matches()) {
                at = statement(lines, at);
            } else {
                boolean table = TABLE.matcher(line).matches();
                problem(
                        at,
                        table ? "is a table" : "is not of the form name = value",
                        table
                                ? "The file is flat: write all settings as name = value, without [headings]."
                                : "Write it so, text in double quotes, or put # before a remark.");
                at++;
            }
        }
    }

    /// Takes lines until they make a whole statement, at most up to where the next one begins.
    private int statement(List<String> lines, int first) {
        int end = first + 1;
        while (true) {
            var parsed = parsed(lines.subList(first, end));
            if (parsed.isPresent() && ENDLESS_NUMBER.matcher(lines.get(first)).matches()) {
                // The parser would wrap it around to another number without a word.
                problem(first, "holds a number beyond all measure", "Give a smaller one.");
                return end;
            }
            if (parsed.isPresent()) {
                entry(parsed.get(), first);
                return end;
            }
            if (end == lines.size() || !goesOn(lines.get(first), lines.get(end))) {
                problem(
                        first,
                        "cannot be read as name = value",
                        "Put text in double quotes and close every quote and bracket.");
                return end;
            }
            end++;
        }
    }

    private static boolean goesOn(String first, String next) {
        return GOES_ON.matcher(first).matches()
                && !STATEMENT.matcher(next).matches()
                && !TABLE.matcher(next).matches();
    }

    private static Optional<Config> parsed(List<String> lines) {
        try {
            return Optional.of(new TomlParser().parse(String.join("\n", lines) + "\n"));
        } catch (RuntimeException malformed) {
            // The parser throws its own exception and, on odd numbers and dates, several of the
            // JDK's.
            return Optional.empty();
        }
    }

    private void entry(Config statement, int line) {
        statement.entrySet().forEach(entry -> entry(entry.getKey(), entry.getValue(), line));
    }

    private void entry(String name, Object value, int line) {
        var earlier = seen.putIfAbsent(name, line);
        if (earlier != null) {
            problem(
                    line,
                    Printable.of(name) + " was set on line " + (earlier + 1) + " already",
                    "Keep one of the two.");
            return;
        }
        var origin = new Origin.File(path, line + 1);
        switch (value) {
            case String text -> entries.add(new Entry(name, text, false, origin));
            case Integer number -> entries.add(new Entry(name, number.toString(), false, origin));
            case Long number -> entries.add(new Entry(name, number.toString(), false, origin));
            case Boolean flag -> entries.add(new Entry(name, flag.toString(), false, origin));
            case List<?> list when list.stream().allMatch(String.class::isInstance) ->
                    entries.add(
                            new Entry(name, list.isEmpty() ? "none" : joined(list), true, origin));
            case Config _ ->
                    problem(
                            line,
                            Printable.of(name) + " is a table",
                            "The file is flat: names have no dots, values no braces.");
            default ->
                    problem(
                            line,
                            Printable.of(name) + " has a value of a kind that no setting has",
                            "Write the value in double quotes.");
        }
    }

    private static String joined(List<?> list) {
        return list.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    private void problem(int line, String what, String remedy) {
        problems.add(new Problem(new Origin.File(path, line + 1).toString(), what, remedy));
    }
}
