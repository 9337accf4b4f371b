package dev.microauth.web.pages;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Locale.LanguageRange;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The languages that there are texts in. To add one, write its file and name it here.
final class Languages {
    /// The first is spoken to whoever asks for no other.
    static final List<String> ALL = List.of("en", "de");

    private static final int LONGEST_WISH = 256;

    private final Map<String, Texts> texts =
            ALL.stream()
                    .map(Texts::read)
                    .collect(Collectors.toMap(Texts::language, Function.identity()));

    /// The first of the languages in the order of the wishes that there are texts in: those of the client, then those
    /// of the browser, as `Accept-Language` has them.
    Texts choose(List<String> wanted, Optional<String> accepted) {
        return Stream.of(
                        Optional.of(String.join(",", wanted)),
                        accepted,
                        Optional.of(ALL.getFirst()))
                .flatMap(Optional::stream)
                .flatMap(wish -> lookup(wish).stream())
                .flatMap(chosen -> Stream.ofNullable(texts.get(chosen)))
                .findFirst()
                .orElseThrow();
    }

    // RFC 4647 §3.4: de-CH finds de. What cannot be read is no wish.
    private static Optional<String> lookup(String ranges) {
        if (ranges.isBlank() || ranges.length() > LONGEST_WISH) {
            return Optional.empty();
        }
        try {
            List<LanguageRange> wishes = new ArrayList<>(LanguageRange.parse(ranges));
            wishes.removeIf(wish -> wish.getWeight() == 0);
            return Optional.ofNullable(Locale.lookupTag(wishes, ALL));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
