package dev.microauth.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// nginx' `auth_request` in front of an application.
@Tag("clients")
@ExtendWith(Shared.class)
class NginxTest {
    @TempDir Path place;

    private final Shared.House house;
    private final AuthPort auth;

    NginxTest(Shared.House house) {
        this.house = house;
        this.auth = house.auth();
    }

    /// Security: C7
    /// Spec: RFC 6750 §2.1, §3
    @ParameterizedTest
    @EnumSource
    void it_lets_a_live_token_through_and_nothing_else(Nginx.Speech speech) throws IOException {
        String live = token();
        String revoked = token();
        auth.revoke(house.demo(), revoked);
        try (var nginx = new Nginx(place, house.daemon().ports().auth(), speech)) {
            assertThat(auth.http().get(nginx.url("/none")).status()).isEqualTo(401);
            for (String wrong :
                    List.of(revoked, "garbage", live.replaceFirst("\\.", ".e30."), " ")) {
                assertThat(with(nginx, "/refused", wrong).status()).isEqualTo(401);
            }
            assertThat(nginx.reached()).isEmpty();

            assertThat(with(nginx, "/live", live).body()).isEqualTo("the application");
            assertThat(
                            auth.http()
                                    .post(
                                            nginx.url("/posted"),
                                            List.of("a", "b"),
                                            "Authorization",
                                            "Bearer " + live)
                                    .status())
                    .isEqualTo(200);
            assertThat(nginx.reached()).containsExactly("/live", "/posted");

            auth.revoke(house.demo(), live);
            assertThat(with(nginx, "/late", live).status()).isEqualTo(401);
            assertThat(nginx.reached()).containsExactly("/live", "/posted");
        }
    }

    @Test
    void it_lets_the_token_of_a_user_through_until_the_family_is_revoked() throws IOException {
        var client = house.household().house();
        var granted = auth.password(client, Household.ALICE, Household.PASSWORD);
        try (var nginx = new Nginx(place, house.daemon().ports().auth(), Nginx.Speech.HTTP_1_1)) {
            assertThat(with(nginx, "/a", granted.text("access_token")).status()).isEqualTo(200);
            auth.revoke(client, granted.text("refresh_token"));
            assertThat(with(nginx, "/b", granted.text("access_token")).status()).isEqualTo(401);
        }
    }

    private Answer with(Nginx nginx, String path, String token) throws IOException {
        return auth.http().get(nginx.url(path), "Authorization", "Bearer " + token);
    }

    private String token() throws IOException {
        return auth.clientCredentials(house.demo()).text("access_token");
    }
}
