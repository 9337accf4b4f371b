package dev.microauth.claim;

import dev.microauth.oauth.ScopeSet;
import dev.microauth.user.User;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The claims of a person (OpenID Connect Core §5.1), from what is known of them and from their attributes of these
/// names. An attribute never stands for what the server itself vouches for.
public final class StandardClaims {
    private static final Map<String, List<String>> BY_SCOPE = byScope();
    private static final Map<String, String> SCOPES =
            BY_SCOPE.entrySet().stream()
                    .flatMap(entry ->
                            entry.getValue().stream()
                                    .map(claim -> Map.entry(claim, entry.getKey())))
                    .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

    private StandardClaims() {}

    private static Map<String, List<String>> byScope() {
        var all = new LinkedHashMap<String, List<String>>();
        all.put(
                "profile",
                List.of(
                        "name",
                        "family_name",
                        "given_name",
                        "middle_name",
                        "nickname",
                        "preferred_username",
                        "profile",
                        "picture",
                        "website",
                        "gender",
                        "birthdate",
                        "zoneinfo",
                        "locale",
                        "updated_at"));
        all.put("email", List.of("email", "email_verified"));
        all.put("address", List.of("address"));
        all.put("phone", List.of("phone_number", "phone_number_verified"));
        all.put("groups", List.of("groups"));
        return all;
    }

    /// What these scopes open, and what was asked for by name besides; without `sub`.
    public static Map<String, Object> of(
            User user, List<String> roles, ScopeSet scopes, Collection<String> names) {
        var attributes = user.attributes().members();
        var claims = new LinkedHashMap<String, Object>();
        all().filter(claim -> names.contains(claim) || scopes.contains(scope(claim)))
                .forEach(claim ->
                        value(claim, user, roles, attributes)
                                .ifPresent(value -> claims.put(claim, value)));
        return claims;
    }

    /// The scope that opens a claim; empty for a claim that is none of these.
    public static Optional<String> scopeOf(String claim) {
        return Optional.ofNullable(SCOPES.get(claim));
    }

    /// Every claim there is, in the order of the specification.
    public static Stream<String> all() {
        return BY_SCOPE.values().stream().flatMap(List::stream);
    }

    private static String scope(String claim) {
        return scopeOf(claim).orElseThrow();
    }

    private static Optional<Object> value(
            String claim, User user, List<String> roles, Map<String, Object> attributes) {
        return switch (claim) {
            case "name" -> user.name().map(Object.class::cast);
            case "preferred_username" -> Optional.of(user.username().value());
            case "updated_at" -> Optional.of(user.modifiedAt().getEpochSecond());
            case "email" -> user.email().map(Object.class::cast);
            case "email_verified" -> user.email().map(_ -> user.emailVerified());
            case "groups" -> Optional.of(roles);
            case "address" -> address(attributes);
            case "phone_number_verified" ->
                    text(attributes, "phone_number")
                            .map(_ -> Boolean.TRUE.equals(attributes.get(claim)));
            default -> text(attributes, claim);
        };
    }

    private static Optional<Object> text(Map<String, Object> attributes, String name) {
        return attributes.get(name) instanceof String text && !text.isBlank()
                ? Optional.of(text)
                : Optional.empty();
    }

    /// OpenID Connect Core §5.1.1: an object; a mere text is taken for the whole address.
    private static Optional<Object> address(Map<String, Object> attributes) {
        return attributes.get("address") instanceof Map<?, ?> parts && !parts.isEmpty()
                ? Optional.of(parts)
                : text(attributes, "address").map(text -> Map.of("formatted", text));
    }
}
