package dev.microauth.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;

/// What a daemon was told, and has to know for ever.
record Memory(
        Credentials demo,
        Household household,
        String live,
        String revoked,
        String livingRefresh,
        List<String> dead,
        List<String> keyIds) {

    /// Has tokens issued, revoked, rotated and stolen.
    static Memory make(AuthPort auth, Credentials demo, Household household) throws IOException {
        String live = auth.clientCredentials(demo).text("access_token");
        String revoked =
                auth.http()
                        .post(
                                auth.issuer() + "/token",
                                List.of(
                                        "grant_type",
                                        "client_credentials",
                                        "client_id",
                                        demo.id(),
                                        "client_secret",
                                        demo.secret()))
                        .text("access_token");
        assertThat(auth.isActive(demo, revoked)).isTrue();
        assertThat(auth.revoke(demo, revoked).status()).isEqualTo(200);
        var house = household.house();

        Answer first = auth.password(house, Household.ALICE, Household.PASSWORD);
        Answer second = auth.refresh(house, first.text("refresh_token"));
        assertThat(second.status()).isEqualTo(200);

        Answer stolen = auth.password(house, Household.ALICE, Household.PASSWORD);
        Answer next = auth.refresh(house, stolen.text("refresh_token"));
        Answer reuse = auth.refresh(house, stolen.text("refresh_token"));
        assertThat(reuse.status()).isEqualTo(400);
        assertThat(reuse.json()).containsEntry("error", "invalid_grant");
        return new Memory(
                demo,
                household,
                live,
                revoked,
                second.text("refresh_token"),
                List.of(
                        stolen.text("access_token"),
                        stolen.text("refresh_token"),
                        next.text("access_token"),
                        next.text("refresh_token")),
                auth.keyIds());
    }

    /// Asks for all of it.
    void check(AuthPort auth) throws IOException {
        var house = household.house();
        assertThat(auth.isActive(demo, live)).isTrue();
        assertThat(auth.bearer("/whoami", live).status()).isEqualTo(200);
        assertThat(auth.introspect(demo, revoked).json())
                .isEqualTo(java.util.Map.of("active", false));
        assertThat(auth.bearer("/whoami", revoked).status()).isEqualTo(401);
        assertThat(auth.isActive(house, livingRefresh)).isTrue();
        for (String token : dead) {
            assertThat(auth.isActive(house, token)).isFalse();
        }
        for (String refresh : List.of(dead.get(1), dead.get(3))) {
            Answer refused = auth.refresh(house, refresh);
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.json()).containsEntry("error", "invalid_grant");
        }
        assertThat(auth.keyIds()).isEqualTo(keyIds);
        ForeignVerifier.verify(auth.issuer(), live);
    }
}
