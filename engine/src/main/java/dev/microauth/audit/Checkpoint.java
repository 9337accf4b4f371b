package dev.microauth.audit;

import dev.microauth.audit.AuditStore.Newest;
import dev.microauth.secret.Digest;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// The newest event of every chain at one moment, sealed. Its line is
/// `<time> <chain>/<sequence>/<mac> … <seal>`: the moment in RFC 3339, MACs and seal in hexadecimal.
record Checkpoint(Instant at, List<Newest> newest) {
    private static final HexFormat HEX = HexFormat.of();

    Checkpoint {
        newest = List.copyOf(newest);
    }

    String line(AuditChain keys) {
        String text = text();
        return text + " " + HEX.formatHex(keys.checkpointSeal(text));
    }

    /// The checkpoint of a line that was made with this key; empty for any other line.
    static Optional<Checkpoint> of(String line, AuditChain keys) {
        int cut = line.lastIndexOf(' ');
        try {
            String text = line.substring(0, Math.max(cut, 0));
            byte[] seal = HEX.parseHex(line.substring(cut + 1));
            return Digest.same(seal, keys.checkpointSeal(text))
                    ? Optional.of(parse(text))
                    : Optional.empty();
        } catch (IllegalArgumentException | DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static Checkpoint parse(String text) {
        var newest = new ArrayList<Newest>();
        List<String> words = List.of(text.split(" ", -1));
        for (String word : words.subList(1, words.size())) {
            String[] parts = word.split("/", -1);
            newest.add(
                    new Newest(
                            Long.parseLong(parts[0]),
                            Long.parseLong(parts[1]),
                            HEX.parseHex(parts[2])));
        }
        return new Checkpoint(Instant.parse(words.getFirst()), newest);
    }

    private String text() {
        return at
                + newest.stream()
                        .map(each ->
                                " "
                                        + each.chain()
                                        + "/"
                                        + each.sequence()
                                        + "/"
                                        + HEX.formatHex(each.mac()))
                        .collect(Collectors.joining());
    }
}
