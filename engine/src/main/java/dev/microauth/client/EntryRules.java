package dev.microauth.client;

import dev.microauth.client.WebAddress.Wrong;
import dev.microauth.oauth.Assurance;
import dev.microauth.oauth.ResponseMode;
import dev.microauth.problem.AuthException.Invalid;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Who may sign in to a client, how well they must have proved who they are, and how answers travel.
///
/// @param requiredAssurance empty where one factor is enough
/// @param allowedRoles names of roles, one of which a person needs; everybody may enter where there are none
/// @param protectedSites origins behind a proxy that asks `/verify`, such as `https://wiki.example.com`
public record EntryRules(
        Optional<Assurance> requiredAssurance,
        List<String> allowedRoles,
        Set<ResponseMode> responseModes,
        List<String> protectedSites) {
    /// How many roles, and how many sites, a client may have.
    public static final int MOST = 50;

    /// Everybody, with one factor.
    public static final EntryRules OPEN =
            new EntryRules(
                    Optional.empty(),
                    List.of(),
                    Set.of(ResponseMode.QUERY, ResponseMode.FORM_POST),
                    List.of());

    /// Throws [Invalid] naming the member that cannot be.
    public EntryRules {
        allowedRoles = List.copyOf(allowedRoles);
        responseModes = Set.copyOf(responseModes);
        protectedSites = List.copyOf(protectedSites);
        requireList("allowed_roles", allowedRoles);
        requireList("protected_sites", protectedSites);
        Invalid.unless(
                !responseModes.isEmpty(), "response_modes", "must have one of query, form_post");
        protectedSites.forEach(EntryRules::requireOrigin);
    }

    private static void requireList(String field, Collection<String> values) {
        Invalid.unless(values.size() <= MOST, field, "has more than " + MOST + " values");
        Invalid.unless(
                values.stream().distinct().count() == values.size(), field, "names one twice");
    }

    private static void requireOrigin(String text) {
        try {
            WebAddress address = WebAddress.parse(text);
            address.requireHost();
            // RFC 6454 §4: an origin is scheme, host and port; it is compared as it stands.
            WebAddress.require(
                    address.path().isEmpty() && text.indexOf('?') < 0,
                    "must be origins alone, such as https://wiki.example.com, without a path");
            WebAddress.require(
                    !address.hasStandardPort(), "must leave out the port that https or http has");
            WebAddress.require(
                    address.scheme().equals("https")
                            || (address.scheme().equals("http")
                                    && (address.isLoopback()
                                            || address.isLocalhost()
                                            || address.isBelowLocalhost())),
                    "must be https; http is for 127.0.0.1, [::1] and localhost only");
        } catch (Wrong wrong) {
            throw new Invalid("protected_sites", String.valueOf(wrong.getMessage()));
        }
    }

    EntryRules with(List<String> otherRoles, List<String> otherSites) {
        return new EntryRules(requiredAssurance, otherRoles, responseModes, otherSites);
    }
}
