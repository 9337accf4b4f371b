package dev.microauth.client;

import dev.microauth.oauth.Assurance;
import dev.microauth.oauth.ResponseMode;
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
    /// Everybody, with one factor.
    public static final EntryRules OPEN =
            new EntryRules(
                    Optional.empty(),
                    List.of(),
                    Set.of(ResponseMode.QUERY, ResponseMode.FORM_POST),
                    List.of());

    public EntryRules {
        allowedRoles = List.copyOf(allowedRoles);
        responseModes = Set.copyOf(responseModes);
        protectedSites = List.copyOf(protectedSites);
    }
}
