package dev.microauth.password;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Words an attacker would try first for this one user.
///
/// @param username the user's name
/// @param email the user's address; its local part counts
/// @param serviceName what the service calls itself on its pages
/// @param issuerHost host of the issuer; it and each of its labels count
public record PasswordContext(
        String username, Optional<String> email, String serviceName, String issuerHost) {

    /// Lower-cased, longest first, each at least three characters.
    List<String> words() {
        var words = new ArrayList<String>();
        add(words, username);
        email.ifPresent(address -> {
            add(words, address);
            int at = address.lastIndexOf('@');
            add(words, at < 0 ? address : address.substring(0, at));
        });
        add(words, serviceName);
        add(words, serviceName.replace(" ", ""));
        add(words, issuerHost);
        // Not the top-level domain: it says nothing, and `com` is in many a word.
        List<String> labels = List.of(issuerHost.split("\\.", -1));
        labels.subList(0, labels.size() - 1).forEach(label -> add(words, label));
        return words.stream()
                .distinct()
                .sorted((left, right) -> Integer.compare(right.length(), left.length()))
                .toList();
    }

    private static void add(List<String> words, String word) {
        String folded =
                Normalizer.normalize(word.strip(), Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
        if (folded.codePointCount(0, folded.length()) >= 3) {
            words.add(folded);
        }
    }

    @Override
    public String toString() {
        return "PasswordContext[***]";
    }
}
