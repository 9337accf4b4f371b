package dev.microauth.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Signing in, in a real browser.
@Tag("browser")
@ExtendWith({Shared.class, Chromium.class})
class BrowserTest {
    private final Shared.House house;
    private final Chromium.Windows windows;

    BrowserTest(Shared.House house, Chromium.Windows windows) {
        this.house = house;
        this.windows = windows;
    }

    @Test
    void smoke() throws IOException {
        try (var window = windows.open();
                var app = new Application()) {
            window.go(app.url("/"));
            window.shoot("application");
            assertThat(window.text()).contains("application");
            assertThat(house.auth().issuer()).isNotBlank();
        }
    }
}
