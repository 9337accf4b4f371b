package dev.microauth.password;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/// The offline list of common and breached passwords, kept as the bytes of the file and searched in place: a third of a megabyte
/// instead of several.
final class CommonPasswords {

    private static final String RESOURCE = "common-passwords.txt.gz";

    private final byte[] lines;
    private final int[] starts;

    private CommonPasswords(byte[] lines, int[] starts) {
        this.lines = lines;
        this.starts = starts;
    }

    /// Read when the first password is judged, and kept.
    private static final class Listed {
        static final CommonPasswords ALL = load();
    }

    static CommonPasswords listed() {
        return Listed.ALL;
    }

    private static CommonPasswords load() {
        try (InputStream packed = CommonPasswords.class.getResourceAsStream(RESOURCE)) {
            if (packed == null) {
                throw new IllegalStateException(
                        "The jar lacks " + RESOURCE + "; it was packed wrongly.");
            }
            return of(new GZIPInputStream(packed).readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The list of common passwords in the jar cannot be read.", e);
        }
    }

    static CommonPasswords of(byte[] lines) {
        int[] starts = new int[lines.length];
        int count = 0;
        int start = 0;
        for (int i = 0; i < lines.length; i++) {
            if (lines[i] == '\n') {
                starts[count++] = start;
                start = i + 1;
            }
        }
        return new CommonPasswords(lines, Arrays.copyOf(starts, count));
    }

    int size() {
        return starts.length;
    }

    /// @param word lower-cased code points
    boolean contains(int[] word) {
        int low = 0;
        int high = starts.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = compare(word, starts[middle]);
            if (order == 0) {
                return true;
            }
            if (order < 0) {
                high = middle - 1;
            } else {
                low = middle + 1;
            }
        }
        return false;
    }

    /// The end of a line sorts before every character that a line can hold.
    private int compare(int[] word, int start) {
        for (int i = 0; ; i++) {
            int there = lines[start + i];
            if (i == word.length) {
                return there == '\n' ? 0 : -1;
            }
            if (there == '\n' || word[i] != there) {
                return there == '\n' ? 1 : Integer.compare(word[i], there);
            }
        }
    }
}
