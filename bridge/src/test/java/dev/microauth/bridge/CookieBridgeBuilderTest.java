package dev.microauth.bridge;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CookieBridgeBuilderTest {
    @TempDir Path place;

    @Test
    void what_is_missing_or_makes_no_sense_is_said_when_it_is_built() {
        assertThatThrownBy(() -> CookieBridge.builder().build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("issuer(…)");
        for (Consumer<CookieBridgeBuilder> wrong :
                List.<Consumer<CookieBridgeBuilder>>of(
                        it -> it.issuer("http://id.example.com"),
                        it -> it.issuer("https://id.example.com?a=b"),
                        it -> it.baseUrl("http://shop.example.com"),
                        it -> it.baseUrl("shop"),
                        it -> it.scopes("profile"),
                        it -> it.scopes("openid", "offline_access"),
                        it -> it.cookieKey(new byte[16]),
                        it -> it.cookieKeyFile(place.resolve("missing")),
                        it -> it.cookieName("a;b"),
                        it -> it.parameter("state", "mine"),
                        it -> it.autoRefreshSkew(Duration.ofHours(2)),
                        it -> it.sessionLifetime(Duration.ofDays(365)))) {
            assertThatThrownBy(() -> wrong.accept(CookieBridge.builder()))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
