package dev.microauth.oauth;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// A set of scope names, in the order in which they were given.
public record ScopeSet(List<String> names) {
    public static final ScopeSet NONE = new ScopeSet(List.of());

    /// Makes a request one of OpenID Connect.
    public static final String OPENID = "openid";

    /// Lets refresh tokens outlive the session that they were given in.
    public static final String OFFLINE_ACCESS = "offline_access";

    /// The scopes that mean something to this server itself; they are not assigned to users.
    public static final SortedSet<String> BUILT_IN =
            java.util.Collections.unmodifiableSortedSet(
                    new TreeSet<>(
                            Set.of(
                                    OPENID,
                                    "profile",
                                    "email",
                                    "address",
                                    "phone",
                                    "groups",
                                    OFFLINE_ACCESS)));

    public ScopeSet {
        names = List.copyOf(new LinkedHashSet<>(names));
    }

    public static ScopeSet of(Collection<String> names) {
        return new ScopeSet(List.copyOf(names));
    }

    /// Reads the value of a `scope` parameter.
    public static ScopeSet parse(String value) {
        // RFC 6749 §3.3: names of printable ASCII without quote and backslash, parted by single
        // spaces.
        if (!value.chars().allMatch(c -> c == ' ' || isScopeCharacter(c))) {
            throw new OAuthRefusal(
                    OAuthError.INVALID_SCOPE,
                    "The scope has a character that scopes cannot have.",
                    "malformed scope");
        }
        return new ScopeSet(
                List.of(value.strip().split(" +")).stream()
                        .filter(Predicate.not(String::isEmpty))
                        .toList());
    }

    public static boolean isScopeCharacter(int c) {
        return c == 0x21 || (c >= 0x23 && c <= 0x5b) || (c >= 0x5d && c <= 0x7e);
    }

    public boolean contains(String name) {
        return names.contains(name);
    }

    public boolean containsAll(ScopeSet other) {
        return names.containsAll(other.names);
    }

    public ScopeSet only(Predicate<String> allowed) {
        return new ScopeSet(names.stream().filter(allowed).toList());
    }

    public boolean isEmpty() {
        return names.isEmpty();
    }

    /// The form of the wire: names parted by spaces.
    @Override
    public String toString() {
        return names.stream().collect(Collectors.joining(" "));
    }
}
