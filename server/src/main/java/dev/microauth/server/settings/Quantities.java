package dev.microauth.server.settings;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Numbers, times and sizes, each between a least and a greatest value.
final class Quantities {

    private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,18}");
    private static final Pattern TIME = Pattern.compile("([0-9]{1,9})([smhd])");
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,9})(B|KiB|MiB|GiB)");
    private static final Pattern RATE = Pattern.compile("([0-9]{1,7})/([0-9]{1,6}[smhd])");
    private static final int MOST_IN_A_RATE = 1_000_000;
    private static final Map<String, Integer> SECONDS =
            Map.of("s", 1, "m", 60, "h", 3_600, "d", 86_400);
    private static final Map<String, Long> BYTES =
            Map.of("B", 1L, "KiB", 1L << 10, "MiB", 1L << 20, "GiB", 1L << 30);

    private Quantities() {}

    static Kind<Integer> whole(String label, int least, int most) {
        var accepts = "a whole number from " + least + " to " + most;
        return new Kind<>(
                label,
                accepts,
                Kind.Form.NUMBER,
                (text, base) -> {
                    if (!WHOLE.matcher(text).matches()) {
                        return Parsed.bad("is not a whole number", "Give " + accepts + ".");
                    }
                    long number = Long.parseLong(text);
                    return within(number, least, most)
                            ? Parsed.good((int) number)
                            : Parsed.bad("is out of range", "Give " + accepts + ".");
                });
    }

    /// A time with its unit, between two texts of the same form.
    static Kind<Duration> time(String least, String most) {
        var accepts = "a time from " + least + " to " + most + ", such as 90s, 10m, 12h or 7d";
        return new Kind<>(
                "TIME",
                accepts,
                Kind.Form.TEXT,
                (text, base) -> {
                    var match = TIME.matcher(text);
                    if (!match.matches()) {
                        return Parsed.bad("is not a time with its unit", "Give " + accepts + ".");
                    }
                    long seconds = seconds(match);
                    return within(seconds, seconds(least), seconds(most))
                            ? Parsed.good(Duration.ofSeconds(seconds))
                            : Parsed.bad("is out of range", "Give " + accepts + ".");
                });
    }

    /// A size with its unit, as a whole number of KiB, between two texts of the same form.
    static Kind<Integer> kibibytes(String least, String most) {
        var accepts = "a size from " + least + " to " + most + ", such as 19MiB or 65536KiB";
        return new Kind<>(
                "SIZE",
                accepts,
                Kind.Form.TEXT,
                (text, base) -> {
                    var match = SIZE.matcher(text);
                    if (!match.matches()) {
                        return Parsed.bad("is not a size with its unit", "Give " + accepts + ".");
                    }
                    long bytes = bytes(match);
                    return within(bytes, bytes(least), bytes(most)) && bytes % 1024 == 0
                            ? Parsed.good((int) (bytes / 1024))
                            : Parsed.bad("is out of range", "Give " + accepts + ".");
                });
    }

    /// So many in each period.
    static Kind<Settings.Rate> rate() {
        var accepts = "a number from 1 to 1000000 and a time from 1s to 1d, such as 60/1m";
        return new Kind<>(
                "N/TIME",
                accepts,
                Kind.Form.TEXT,
                (text, base) -> {
                    var match = RATE.matcher(text);
                    if (!match.matches()) {
                        return Parsed.bad(
                                "is not a number and a time with its unit",
                                "Give " + accepts + ".");
                    }
                    int number = Integer.parseInt(match.group(1));
                    long period = seconds(match.group(2));
                    return within(number, 1, MOST_IN_A_RATE) && within(period, 1, seconds("1d"))
                            ? Parsed.good(new Settings.Rate(number, Duration.ofSeconds(period)))
                            : Parsed.bad("is out of range", "Give " + accepts + ".");
                });
    }

    private static boolean within(long number, long least, long most) {
        return least <= number && number <= most;
    }

    private static long seconds(String text) {
        return seconds(matched(TIME, text));
    }

    private static long seconds(Matcher match) {
        return Long.parseLong(match.group(1)) * SECONDS.getOrDefault(match.group(2), 0);
    }

    private static long bytes(String text) {
        return bytes(matched(SIZE, text));
    }

    private static long bytes(Matcher match) {
        return Long.parseLong(match.group(1)) * BYTES.getOrDefault(match.group(2), 0L);
    }

    private static Matcher matched(Pattern pattern, String text) {
        var match = pattern.matcher(text);
        if (!match.matches()) {
            throw new IllegalArgumentException("a bound without its unit: " + text);
        }
        return match;
    }
}
