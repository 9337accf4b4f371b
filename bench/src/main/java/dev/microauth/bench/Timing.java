package dev.microauth.bench;

import java.io.IOException;
import java.util.Locale;

/// Whether the time of a refusal tells if somebody exists: a name that nobody has and the wrong password of somebody are
/// tried by turns, at each door, idle and under load.
final class Timing {
    // Both have to be exceeded: a difference that is certain but small is lost in any network, and
    // a wide one that is
    // not certain is noise.
    private static final double MOST_T = 4.5;
    private static final double MOST_GAP_MILLIS = 1;
    private static final int WARM_UP = 100;

    private final Stock stock;
    private final Requests requests;
    private final int samples;
    private int address;
    private int turn;

    Timing(Stock stock, Requests requests, int samples) {
        this.stock = stock;
        this.requests = requests;
        this.samples = samples;
    }

    /// Prints a line for each door; false when one of them tells.
    boolean measure(String under) throws IOException {
        boolean even = true;
        for (SignInDoor door : SignInDoor.values()) {
            even &= measure(door, under);
        }
        return even;
    }

    private boolean measure(SignInDoor door, String under) throws IOException {
        var unknown = new Samples();
        var wrong = new Samples();
        try (var connection = new KeepAlive(requests.port())) {
            SignInDoor.Trial trial = door.open(stock, requests, connection);
            for (int i = -WARM_UP; i < samples; i++) {
                turn++;
                String nobody = "nobody-" + Stock.numbered(turn % Stock.CROWD);
                String somebody = Stock.inCrowd(turn % Stock.CROWD);
                // Whoever is first in a pair is second in the next.
                boolean unknownFirst = turn % 2 == 0;
                long first = time(connection, trial, unknownFirst ? nobody : somebody);
                long second = time(connection, trial, unknownFirst ? somebody : nobody);
                if (i >= 0) {
                    unknown.add(unknownFirst ? first : second);
                    wrong.add(unknownFirst ? second : first);
                }
            }
        }
        return told(door, under, unknown, wrong);
    }

    private static boolean told(SignInDoor door, String under, Samples unknown, Samples wrong) {
        double t = unknown.t(wrong);
        double gap = unknown.median() - wrong.median();
        boolean even = Math.abs(t) <= MOST_T || Math.abs(gap) <= MOST_GAP_MILLIS;
        System.out.printf(
                Locale.ROOT,
                "%-24s %-6s 2 x %5d  unknown %7.2f ms  wrong %7.2f ms  gap %6.3f ms  t %6.2f  %s%n",
                door.title(),
                under,
                unknown.count(),
                unknown.median(),
                wrong.median(),
                gap,
                t,
                even ? "even" : "TELLS");
        return even;
    }

    private long time(KeepAlive connection, SignInDoor.Trial trial, String name)
            throws IOException {
        // Each comes from a network of its own, so that nobody has to wait.
        address++;
        byte[] request =
                trial.with(
                        name,
                        "10.%d.%d.%d".formatted(address >> 16, address >> 8 & 255, address & 255));
        long began = System.nanoTime();
        Answer answer = connection.exchange(request);
        long took = System.nanoTime() - began;
        if (answer.status() >= 429 || answer.status() / 100 == 3) {
            throw new IOException("not a refusal of a password: " + answer);
        }
        return took;
    }
}
