package dev.microauth.claim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.oauth.ScopeSet;
import dev.microauth.subject.UserId;
import dev.microauth.user.Attributes;
import dev.microauth.user.User;
import dev.microauth.user.Username;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Security: C9
/// Spec: OIDC Core §5.1, §5.4
class StandardClaimsTest {
    private static User user(Map<String, ?> attributes) {
        var then = Instant.parse("2027-03-01T12:00:00Z");
        return new User(
                new UserId(new UUID(1, 2)),
                Username.of("alice"),
                Optional.of("alice@example.com"),
                true,
                Optional.of("Alice"),
                true,
                Optional.empty(),
                false,
                0,
                Attributes.of(attributes),
                then,
                then,
                Optional.empty(),
                1);
    }

    private static Map<String, Object> claims(Map<String, ?> attributes, String scopes) {
        return StandardClaims.of(
                user(attributes), List.of("Clerk"), ScopeSet.parse(scopes), List.of());
    }

    @Test
    void without_a_scope_nothing_is_said() {
        assertThat(claims(Map.of("nickname", "Al"), "openid orders:read")).isEmpty();
    }

    @Test
    void an_attribute_stands_for_nothing_that_the_server_vouches_for() {
        Map<String, ?> forged =
                Map.of(
                        "sub", "somebody",
                        "email", "admin@example.com",
                        "email_verified", false,
                        "preferred_username", "admin",
                        "groups", "MadAdmin",
                        "name", "Root",
                        "acr", "phr");
        assertThat(claims(forged, "openid profile email groups"))
                .containsEntry("email", "alice@example.com")
                .containsEntry("email_verified", true)
                .containsEntry("preferred_username", "alice")
                .containsEntry("groups", List.of("Clerk"))
                .containsEntry("name", "Alice")
                .doesNotContainKeys("sub", "acr");
    }

    @Test
    void each_scope_opens_its_claims() {
        Map<String, ?> attributes =
                Map.of(
                        "nickname", "Al",
                        "zoneinfo", "Europe/Zurich",
                        "birthdate", 1990,
                        "address", Map.of("locality", "Bern"),
                        "phone_number", "+41 31 000 00 00");
        assertThat(claims(attributes, "profile"))
                .containsOnlyKeys(
                        "name", "nickname", "preferred_username", "zoneinfo", "updated_at");
        assertThat(claims(attributes, "address"))
                .isEqualTo(Map.of("address", Map.of("locality", "Bern")));
        assertThat(claims(Map.of("address", "Bern"), "address"))
                .isEqualTo(Map.of("address", Map.of("formatted", "Bern")));
        assertThat(claims(attributes, "phone"))
                .isEqualTo(
                        Map.of("phone_number", "+41 31 000 00 00", "phone_number_verified", false));
    }

    @Test
    void a_claim_can_be_asked_for_by_its_name() {
        assertThat(StandardClaims.of(user(Map.of()), List.of(), ScopeSet.NONE, List.of("email")))
                .isEqualTo(Map.of("email", "alice@example.com"));
        assertThat(StandardClaims.scopeOf("email")).hasValue("email");
        assertThat(StandardClaims.scopeOf("password")).isEmpty();
    }
}
