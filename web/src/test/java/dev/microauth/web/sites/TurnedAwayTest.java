package dev.microauth.web.sites;

import static org.assertj.core.api.Assertions.assertThat;

import dev.microauth.access.Access;
import dev.microauth.audit.AuditQuery;
import dev.microauth.page.PageRequest;
import dev.microauth.web.Site;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// Those whom `/verify` does not let in, in the audit.
class TurnedAwayTest {
    private static final String VAULT = "https://vault.example.com";

    @AutoClose private final Site site = Site.open();

    private void isRefused(String token, String url) {
        // From one address, as behind one proxy.
        site.auth()
                .get("/verify")
                .relayed()
                .from("192.0.2.44")
                .header("X-Original-URL", url)
                .bearer(token)
                .send()
                .refuses(403, "access_denied");
    }

    private List<String> refusals() {
        return site
                .engine()
                .audit()
                .list(PageRequest.first().limit(100), AuditQuery.ALL)
                .items()
                .stream()
                .filter(event -> event.action().equals("site.enter"))
                .filter(event -> event.outcome().equals("refused"))
                .map(event ->
                        "%s %s at %s: %s"
                                .formatted(
                                        event.actorKind(),
                                        event.actorId().orElse("-"),
                                        event.clientId().orElse("-"),
                                        event.detail()))
                .toList();
    }

    /// Security: K1, I7
    @Test
    void who_is_turned_away_leaves_one_event_a_minute_for_each_person_and_site() {
        site.engine()
                .clients()
                .create(Site.ACTOR)
                .clientId("vault")
                .protectedSites(List.of(VAULT))
                .allowedRoles(Access.ADMIN_ROLE)
                .save();
        String token = site.aliceSignsIn("openid").text("access_token");
        for (int i = 0; i < 20; i++) {
            isRefused(token, VAULT + "/" + i);
            isRefused(token, "https://site-%d.example.com".formatted(i));
            isRefused(site.clientToken("batch"), VAULT);
        }
        String alice = site.user("alice").id().toString();
        assertThat(refusals())
                .containsExactlyInAnyOrder(
                        "user "
                                + alice
                                + " at vault: has none of the roles that are asked for, "
                                + VAULT,
                        "anonymous - at vault: a token of nobody who may enter, " + VAULT,
                        "anonymous - at -: no client stands for the site");

        site.advance(Duration.ofMinutes(1));
        isRefused(token, VAULT);
        assertThat(refusals()).hasSize(4);
    }
}
