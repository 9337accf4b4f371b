package dev.microauth.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The first evening of a new administrator: from quickstart to a locked-out user, once by HTTP alone and once by
/// `mad` alone. Both houses end alike.
@Tag("system")
class NewAdministratorTest {
    private static final String ADMIN = "Edda";
    private static final String ADMIN_PASSWORD = "nine herons on a wet roof";
    private static final String FRIDA_PASSWORD = "a kettle under the pear tree";
    private static final String DATABASE_PASSWORD = "not to be seen anywhere else";
    private static final Set<String> OF_A_ROW =
            Set.of("id", "created_at", "modified_at", "credential_expires_at", "last_login");

    @TempDir Path temporary;

    private interface Entrance {
        Door to(Microauthd daemon) throws IOException;
    }

    /// What a house looks like from outside, and which changes its audit tells of.
    private record House(Map<String, List<Map<String, Object>>> nouns, List<String> changes) {}

    /// Trap: 8, 11, 17, 18
    /// Security: F10, F11, K1
    @Test
    void by_mad_alone_and_by_http_alone_the_house_ends_alike() throws IOException {
        House byHttp = evening("http", HttpDoor::new);
        House byMad =
                evening(
                        "mad",
                        daemon ->
                                new MadDoor(
                                        Files.createDirectory(temporary.resolve("home")), daemon));

        assertThat(byMad.nouns()).isEqualTo(byHttp.nouns());
        assertThat(byMad.changes()).isEqualTo(byHttp.changes());
    }

    private House evening(String name, Entrance entrance) throws IOException {
        try (var daemon = Microauthd.quickstart(temporary.resolve(name), Ports.free())) {
            setUp(daemon);
            Door door = entrance.to(daemon);
            door.signIn(ADMIN, ADMIN_PASSWORD);

            door.createPermission("invoices:approve");
            door.createRole("Approver", "invoices:approve");
            door.createScope("invoices:read");
            Credentials shop = door.createClient("invoices", "openid invoices:read");
            String invitation = door.createUser("frida", "frida@example.com");
            door.assignRole("frida", "Approver");
            door.assignScope("frida", "invoices:read");
            door.createServiceAccount("reporter");
            door.assignScopeToService("reporter", "invoices:read");
            Credentials reporter = door.issueCredential("reporter");
            door.setPostgres("reporter", DATABASE_PASSWORD);

            assertThat(door.postgresPassword("reporter")).isEqualTo(DATABASE_PASSWORD);
            assertThat(door.mayDo("frida", "invoices:approve")).isTrue();
            assertThat(door.mayDo("frida", "users:write")).isFalse();

            assertWorks(daemon, invitation, shop, reporter);
            end(door, daemon, shop, reporter);

            assertThat(door.auditIsWhole()).isTrue();
            assertThat(daemon.log()).doesNotContain(DATABASE_PASSWORD, FRIDA_PASSWORD, "frida");
            return house(door, daemon);
        }
    }

    /// The link of quickstart makes the administrator, once.
    private void setUp(Microauthd daemon) throws IOException {
        String link = daemon.announced().text("setup_url");
        assertThat(daemon.http().get(link).status()).isEqualTo(200);
        Answer made =
                daemon.http()
                        .post(
                                link,
                                List.of(
                                        "username", ADMIN,
                                        "email", "edda@example.com",
                                        "password", ADMIN_PASSWORD,
                                        "password_again", ADMIN_PASSWORD));
        assertThat(made.status()).isEqualTo(200);
        assertThat(daemon.http().get(link).status()).isIn(404, 410);
    }

    /// Everybody who was made gets in, with what they were given.
    private void assertWorks(
            Microauthd daemon, String invitation, Credentials shop, Credentials reporter)
            throws IOException {
        Answer chosen =
                daemon.http()
                        .post(
                                invitation,
                                List.of(
                                        "password", FRIDA_PASSWORD,
                                        "password_again", FRIDA_PASSWORD));
        assertThat(chosen.status()).isEqualTo(200);
        Answer signedIn = daemon.auth().password(shop, "frida", FRIDA_PASSWORD);
        assertThat(signedIn.status()).isEqualTo(200);
        assertThat(signedIn.text("scope")).contains("invoices:read");

        Answer machine = daemon.auth().clientCredentials(reporter);
        assertThat(machine.status()).isEqualTo(200);
        Answer own =
                daemon.auth()
                        .bearer(
                                "/service-accounts/reporter/postgres-credentials",
                                machine.text("access_token"));
        assertThat(own.text("password")).isEqualTo(DATABASE_PASSWORD);
    }

    /// And what is taken from them ends at once.
    private void end(Door door, Microauthd daemon, Credentials shop, Credentials reporter)
            throws IOException {
        Answer before = daemon.auth().password(shop, "frida", FRIDA_PASSWORD);
        door.revokeRefreshTokens("frida");
        Answer refreshed = daemon.auth().refresh(shop, before.text("refresh_token"));
        assertThat(refreshed.text("error")).isEqualTo("invalid_grant");

        String machine = daemon.auth().clientCredentials(reporter).text("access_token");
        door.revokeCredential("reporter");
        assertThat(daemon.auth().bearer("/whoami", machine).status()).isEqualTo(401);
        assertThat(daemon.auth().clientCredentials(reporter).status()).isEqualTo(401);

        String alive = daemon.auth().password(shop, "frida", FRIDA_PASSWORD).text("access_token");
        door.lockOut("frida");
        assertThat(daemon.auth().bearer("/whoami", alive).status()).isEqualTo(401);
        assertThat(daemon.auth().password(shop, "frida", FRIDA_PASSWORD).text("error"))
                .isEqualTo("invalid_grant");
    }

    private static House house(Door door, Microauthd daemon) throws IOException {
        var changes = new ArrayList<>(door.changes());
        // How often somebody signs in is the door's own affair.
        changes.removeIf(action ->
                action.startsWith("token.")
                        || action.startsWith("session.")
                        || action.equals("user.login"));

        var http = new HttpDoor(daemon);
        http.signIn(ADMIN, ADMIN_PASSWORD);
        var nouns = new TreeMap<String, List<Map<String, Object>>>();
        for (String noun :
                List.of("users", "roles", "permissions", "scopes", "clients", "service-accounts")) {
            nouns.put(noun, rows(http.items("/" + noun + "?limit=500")));
        }
        return new House(nouns, changes);
    }

    private static List<Map<String, Object>> rows(List<Map<?, ?>> items) {
        var rows = new ArrayList<Map<String, Object>>();
        for (Map<?, ?> item : items) {
            var row = new TreeMap<String, Object>();
            item.forEach((name, value) -> {
                if (!OF_A_ROW.contains(String.valueOf(name))) {
                    row.put(String.valueOf(name), String.valueOf(value));
                }
            });
            rows.add(row);
        }
        return rows;
    }
}
