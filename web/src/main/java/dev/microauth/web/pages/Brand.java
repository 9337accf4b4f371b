package dev.microauth.web.pages;

import java.util.Locale;
import java.util.Optional;

/// In whose name a page speaks: what stands above its title.
///
/// @param logo a path on this server
public record Brand(String name, Optional<String> logo) {
    public static Brand of(String name) {
        return new Brand(name, Optional.empty());
    }

    /// The first letter or digit of a name, as a sign for it.
    public static String initial(String name) {
        return name.codePoints()
                .filter(Character::isLetterOrDigit)
                .mapToObj(letter -> Character.toString(letter).toUpperCase(Locale.ROOT))
                .findFirst()
                .orElse("?");
    }
}
