package dev.microauth.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.microauth.Engine;
import dev.microauth.MicroAuth;
import dev.microauth.MicroAuthBuilder;
import dev.microauth.actor.Actor;
import dev.microauth.actor.Origin;
import dev.microauth.audit.Action;
import dev.microauth.audit.Verdict;
import dev.microauth.client.ClientCredentials;
import dev.microauth.directory.DirectoryRefusal;
import dev.microauth.grant.TokenRequest;
import dev.microauth.key.Ring;
import dev.microauth.oauth.GrantType;
import dev.microauth.server.settings.Settings;
import dev.microauth.token.Issuers;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// One directory, in an application and in the daemon, one after the other.
@Timeout(120)
class SharedDirectoryTest {
    @TempDir Path place;

    /// Security: I1
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_directory_goes_from_an_application_to_the_daemon_and_back(boolean snapshots)
            throws IOException {
        Path data = place.resolve("data");
        var settings = Given.served(data);
        String token;
        try (var engine = embedded(data, settings, snapshots).openEngine()) {
            token = token(engine);
        }

        var served = Engines.existing(data, settings).openEngine();
        try (var _ = Daemon.start(served, data, settings, "test")) {
            assertThat(whoami(settings, token)).isEqualTo(200);
            assertThat(whoami(settings, token + "x")).isEqualTo(401);
            assertThatExceptionOfType(DirectoryRefusal.InUse.class)
                    .isThrownBy(() -> embedded(data, settings, snapshots).openEngine());
        }

        try (var engine = embedded(data, settings, snapshots).existing().openEngine()) {
            assertThat(engine.accessTokens().find(Ring.AUTH, token)).isPresent();
            assertThat(engine.audit().has(Action.SERVER_STOP)).isTrue();
            assertThat(engine.recovery()).isEmpty();
            assertThat(engine.audit().verify(_ -> {})).isInstanceOf(Verdict.Whole.class);
        }
    }

    private static MicroAuthBuilder embedded(Path data, Settings settings, boolean snapshots) {
        var builder =
                MicroAuth.builder()
                        .persistTo(data)
                        .issuers(new Issuers(issuer(settings.auth()), issuer(settings.admin())));
        return snapshots ? builder.persistenceInterval(Duration.ofHours(1)) : builder;
    }

    private static String issuer(Settings.Door door) {
        return door.issuerAt(door.port()).toString();
    }

    private static String token(Engine engine) {
        var created =
                engine.clients()
                        .create(Actor.system("test"))
                        .clientId("demo")
                        .grants(GrantType.CLIENT_CREDENTIALS)
                        .save();
        var client =
                engine.clientAuthenticator()
                        .authenticate(
                                new ClientCredentials.Post("demo", created.secret().orElseThrow()),
                                Origin.NONE);
        var request = new TokenRequest.ClientCredentials(Optional.empty());
        return engine.tokenService().grant(client, request, Origin.NONE).accessToken().compact();
    }

    private static int whoami(Settings settings, String token) throws IOException {
        var address = URI.create("http://127.0.0.1:" + settings.auth().port() + "/whoami").toURL();
        var connection = (HttpURLConnection) address.openConnection();
        connection.setRequestProperty("Authorization", "Bearer " + token);
        return connection.getResponseCode();
    }
}
