package dev.microauth.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;

/// Processor time up to a moment: of the daemon, of this generator, and of the whole machine (`/proc`, Linux alone).
record Usage(Duration elapsed, Duration daemon, Duration generator, Duration machine) {
    // USER_HZ, which Linux shows to programs as 100 on every platform of ours.
    private static final long TICKS_PER_SECOND = 100;

    static Usage of(long daemon) throws IOException {
        return new Usage(
                Duration.ofNanos(System.nanoTime()),
                process(daemon),
                process(ProcessHandle.current().pid()),
                everybody());
    }

    Usage since(Usage before) {
        return new Usage(
                elapsed.minus(before.elapsed),
                daemon.minus(before.daemon),
                generator.minus(before.generator),
                machine.minus(before.machine));
    }

    /// What neither the daemon nor its load used, in processors.
    double others() {
        Duration rest = machine.minus(daemon).minus(generator);
        return Math.max(0, processors(rest));
    }

    double processors(Duration used) {
        return (double) used.toNanos() / elapsed.toNanos();
    }

    /// Resident memory in MiB.
    static double residentMiB(long pid) throws IOException {
        String line =
                Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                        .filter(each -> each.startsWith("VmRSS:"))
                        .findFirst()
                        .orElseThrow(() -> new IOException("process " + pid + " has ended"));
        return Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024.0;
    }

    private static Duration process(long pid) throws IOException {
        String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
        // proc_pid_stat(5): the name in parentheses may hold spaces; utime and stime are fields 14
        // and 15.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return ticks(Long.parseLong(fields[11]) + Long.parseLong(fields[12]));
    }

    private static Duration everybody() throws IOException {
        String line = Files.readAllLines(Path.of("/proc/stat")).getFirst();
        // proc_stat(5): user nice system idle iowait irq softirq steal …; guests count in user.
        long[] fields =
                Arrays.stream(line.substring(5).strip().split(" "))
                        .mapToLong(Long::parseLong)
                        .toArray();
        return ticks(Arrays.stream(fields, 0, 8).sum() - fields[3] - fields[4]);
    }

    private static Duration ticks(long ticks) {
        return Duration.ofMillis(ticks * 1000 / TICKS_PER_SECOND);
    }
}
